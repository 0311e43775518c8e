/** Detects blocking calls on event loops while tests run. */
@NullMarked
package dev.seamark.ingest.blocking;

import org.jspecify.annotations.NullMarked;
