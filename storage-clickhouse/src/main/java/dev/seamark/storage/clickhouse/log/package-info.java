/** Logs as a table: its columns, the encoder that fills them and the reader of what it holds. */
@NullMarked
package dev.seamark.storage.clickhouse.log;

import org.jspecify.annotations.NullMarked;
