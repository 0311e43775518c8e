/** The way of envelopes into tables, exactly once: ledger, tokens, insert and what follows it. */
@NullMarked
package dev.seamark.storage.clickhouse.ingest;

import org.jspecify.annotations.NullMarked;
