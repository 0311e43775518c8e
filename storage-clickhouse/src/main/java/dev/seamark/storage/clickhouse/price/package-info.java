/** Workspaces' own prices of models. */
@NullMarked
package dev.seamark.storage.clickhouse.price;

import org.jspecify.annotations.NullMarked;
