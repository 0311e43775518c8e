/** Tests of trace summaries. */
@NullMarked
package dev.seamark.storage.clickhouse.summary;

import org.jspecify.annotations.NullMarked;
