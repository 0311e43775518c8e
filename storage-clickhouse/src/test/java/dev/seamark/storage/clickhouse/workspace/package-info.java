/** Tests of workspaces, projects and keys. */
@NullMarked
package dev.seamark.storage.clickhouse.workspace;

import org.jspecify.annotations.NullMarked;
