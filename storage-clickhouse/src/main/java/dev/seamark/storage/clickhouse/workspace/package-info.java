/** Workspaces, projects and API keys in ClickHouse. */
@NullMarked
package dev.seamark.storage.clickhouse.workspace;

import org.jspecify.annotations.NullMarked;
