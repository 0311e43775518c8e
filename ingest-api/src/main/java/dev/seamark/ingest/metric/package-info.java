/**
 * The metrics signal: OTLP data points checked and mapped, each rejected alone when it has to be.
 */
@NullMarked
package dev.seamark.ingest.metric;

import org.jspecify.annotations.NullMarked;
