/** For operators: what is in the queue, and what to do with dead letters. */
@NullMarked
package dev.seamark.ingest.admin;

import org.jspecify.annotations.NullMarked;
