package dev.seamark.storage.clickhouse.log;

import dev.seamark.core.log.LogQuery;
import dev.seamark.storage.clickhouse.Statement;
import java.util.Map;

/**
 * Where a project's logs begin, so that a list from the oldest on need not start in 1970. Reads the
 * first five-minute bucket in the order of the sort key.
 */
final class SelectOldestLog {
  static final String NAME = "select_oldest_log";

  private static final String TEXT =
      """
      SELECT toDateTime64(toStartOfFiveMinutes(time), 9, 'UTC')
      FROM logs
      WHERE workspace_id = {workspace:UUID}
        AND project_id = {project:UUID}
      ORDER BY toStartOfFiveMinutes(time) ASC
      LIMIT 1
      """;

  private SelectOldestLog() {}

  static Statement statement(LogQuery query) {
    return Statement.of(
        NAME,
        TEXT,
        Map.of("workspace", query.workspaceId().value(), "project", query.projectId().value()));
  }
}
