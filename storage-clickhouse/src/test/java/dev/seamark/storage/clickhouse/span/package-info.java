/** Tests of spans as tables. */
@NullMarked
package dev.seamark.storage.clickhouse.span;

import org.jspecify.annotations.NullMarked;
