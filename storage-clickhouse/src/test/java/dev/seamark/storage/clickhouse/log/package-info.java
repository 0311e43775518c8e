/** Tests of logs as a table. */
@NullMarked
package dev.seamark.storage.clickhouse.log;

import org.jspecify.annotations.NullMarked;
