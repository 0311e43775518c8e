/** Traces as they are listed and read: summaries, queries, pages and the port that answers them. */
@NullMarked
package dev.seamark.core.trace;

import org.jspecify.annotations.NullMarked;
