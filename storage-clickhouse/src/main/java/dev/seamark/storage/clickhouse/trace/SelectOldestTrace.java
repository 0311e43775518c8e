package dev.seamark.storage.clickhouse.trace;

import dev.seamark.core.trace.TraceQuery;
import dev.seamark.storage.clickhouse.Statement;
import java.util.Map;

/**
 * Where a project's traces begin, so that a list from the oldest on need not start in 1970. Reads
 * one granule per part in the order of the sort key; a deleted row only makes the bound early.
 */
final class SelectOldestTrace {
  static final String NAME = "select_oldest_trace";

  private static final String TEXT =
      """
      SELECT start_time
      FROM trace_summaries
      WHERE workspace_id = {workspace:UUID}
        AND project_id = {project:UUID}
      ORDER BY start_time ASC
      LIMIT 1
      """;

  private SelectOldestTrace() {}

  static Statement statement(TraceQuery query) {
    return Statement.of(
        NAME,
        TEXT,
        Map.of("workspace", query.workspaceId().value(), "project", query.projectId().value()));
  }
}
