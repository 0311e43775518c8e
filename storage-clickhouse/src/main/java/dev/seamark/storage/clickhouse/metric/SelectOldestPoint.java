package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.PointQuery;
import dev.seamark.storage.clickhouse.Statement;
import java.util.Map;

/** Where a metric's points of one shape begin; no row when there are none. */
final class SelectOldestPoint {
  static final String NAME = "select_oldest_point";

  private SelectOldestPoint() {}

  static Statement statement(PointQuery query, PointShape shape) {
    String text =
        """
        SELECT min(time)
        FROM %s
        WHERE workspace_id = {workspace:UUID}
          AND project_id = {project:UUID}
          AND metric_name = {metric:String}
        HAVING count() > 0
        """
            .formatted(shape.table());
    return Statement.of(
        NAME,
        text,
        Map.of(
            "workspace",
            query.workspaceId().value(),
            "project",
            query.projectId().value(),
            "metric",
            query.metric()));
  }
}
