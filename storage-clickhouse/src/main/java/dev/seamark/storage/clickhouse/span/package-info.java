/**
 * Spans and their resources as tables: columns, the encoder that fills them and the OTLP JSON in
 * which what has no column of its own is kept.
 */
@NullMarked
package dev.seamark.storage.clickhouse.span;

import org.jspecify.annotations.NullMarked;
