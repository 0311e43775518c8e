/** Trace summaries, derived: recomputed from spans for the traces that a write touched. */
@NullMarked
package dev.seamark.storage.clickhouse.summary;

import org.jspecify.annotations.NullMarked;
