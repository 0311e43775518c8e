/**
 * ClickHouse as the services meet it: settings, one pooled client, statements, rows and the mapping
 * of its failures. Nothing outside this module touches the driver.
 */
@NullMarked
package dev.seamark.storage.clickhouse;

import org.jspecify.annotations.NullMarked;
