/** Tests of the Native format. */
@NullMarked
package dev.seamark.storage.clickhouse.block;

import org.jspecify.annotations.NullMarked;
