/** What the readers of all tables share: bounds of a statement, and time windows of a list. */
@NullMarked
package dev.seamark.storage.clickhouse.read;

import org.jspecify.annotations.NullMarked;
