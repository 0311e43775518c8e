/**
 * ClickHouse's Native format, written from Java: typed columns of growing buffers, gathered into a
 * block and compressed into a frame that can follow another one.
 */
@NullMarked
package dev.seamark.storage.clickhouse.block;

import org.jspecify.annotations.NullMarked;
