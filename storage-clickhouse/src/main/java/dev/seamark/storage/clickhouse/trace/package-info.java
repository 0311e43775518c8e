/** Traces as ClickHouse keeps them: one class per query, and the reader that puts them together. */
@NullMarked
package dev.seamark.storage.clickhouse.trace;

import org.jspecify.annotations.NullMarked;
