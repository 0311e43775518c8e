/** Tests of the OTLP JSON inside columns. */
@NullMarked
package dev.seamark.storage.clickhouse.otlp;

import org.jspecify.annotations.NullMarked;
