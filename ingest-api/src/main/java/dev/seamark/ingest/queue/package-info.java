/**
 * The durable queue in Redis: envelopes wait in a stream, batches of them are fixed before they are
 * inserted, dead letters are kept for inspection. Every state change is one script.
 */
@NullMarked
package dev.seamark.ingest.queue;

import org.jspecify.annotations.NullMarked;
