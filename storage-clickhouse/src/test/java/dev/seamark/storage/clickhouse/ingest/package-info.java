/** Tests of the way into the store. */
@NullMarked
package dev.seamark.storage.clickhouse.ingest;

import org.jspecify.annotations.NullMarked;
