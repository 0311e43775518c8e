/**
 * The durable way in: envelopes of encoded blocks, batches of envelopes and the port that stores
 * them.
 */
@NullMarked
package dev.seamark.core.ingest;

import org.jspecify.annotations.NullMarked;
