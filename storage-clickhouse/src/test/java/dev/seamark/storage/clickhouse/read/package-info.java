/** Tests of what all readers share. */
@NullMarked
package dev.seamark.storage.clickhouse.read;

import org.jspecify.annotations.NullMarked;
