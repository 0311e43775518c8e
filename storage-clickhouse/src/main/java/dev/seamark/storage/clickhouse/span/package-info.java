/** Spans as a table: its columns and the encoder that fills them. */
@NullMarked
package dev.seamark.storage.clickhouse.span;

import org.jspecify.annotations.NullMarked;
