/** Tests of the ingest service: queue. */
@NullMarked
package dev.seamark.ingest.queue;

import org.jspecify.annotations.NullMarked;
