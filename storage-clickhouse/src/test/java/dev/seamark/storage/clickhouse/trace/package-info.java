/** Tests of the statements that read traces, on paper and on the engine. */
@NullMarked
package dev.seamark.storage.clickhouse.trace;

import org.jspecify.annotations.NullMarked;
