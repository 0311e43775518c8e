package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.PointQuery;
import dev.seamark.storage.clickhouse.Statement;
import java.util.Map;

/** The kinds that a metric has points of: one, unless its clients disagree. */
final class SelectMetricKinds {
  static final String NAME = "select_metric_kinds";

  private static final String TEXT =
      """
      SELECT DISTINCT kind
      FROM metric_names
      WHERE workspace_id = {workspace:UUID}
        AND project_id = {project:UUID}
        AND metric_name = {metric:String}
      """;

  private SelectMetricKinds() {}

  static Statement statement(PointQuery query) {
    return Statement.of(
        NAME,
        TEXT,
        Map.of(
            "workspace",
            query.workspaceId().value(),
            "project",
            query.projectId().value(),
            "metric",
            query.metric()));
  }
}
