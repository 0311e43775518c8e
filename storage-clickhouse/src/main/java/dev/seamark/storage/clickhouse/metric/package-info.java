/**
 * Metrics as tables: series apart from points, columns per shape of point and the encoder that
 * fills them.
 */
@NullMarked
package dev.seamark.storage.clickhouse.metric;

import org.jspecify.annotations.NullMarked;
