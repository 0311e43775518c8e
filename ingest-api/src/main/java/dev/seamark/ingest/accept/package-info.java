/** The decision what becomes of an accepted request: the queue, or the store while it is away. */
@NullMarked
package dev.seamark.ingest.accept;

import org.jspecify.annotations.NullMarked;
