/** Tests of metrics as tables. */
@NullMarked
package dev.seamark.storage.clickhouse.metric;

import org.jspecify.annotations.NullMarked;
