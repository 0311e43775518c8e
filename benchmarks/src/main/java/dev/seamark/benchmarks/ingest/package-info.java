/** Measures the way in: OTLP requests through the queue into the tables. */
@NullMarked
package dev.seamark.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
