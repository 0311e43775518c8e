package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.PointFilter;
import dev.seamark.core.metric.PointPosition;
import dev.seamark.core.metric.PointQuery;
import dev.seamark.core.page.Seek;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.read.TimeWindow;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Points of one shape of a metric in a time window, on the way from the query's position. */
final class SelectPoints {
  static final String NAME = "select_points";

  private final PointQuery query;
  private final PointShape shape;
  private final StringBuilder conditions = new StringBuilder();
  private final Map<String, Object> parameters = new LinkedHashMap<>();

  private SelectPoints(PointQuery query, PointShape shape, TimeWindow window, int rows) {
    this.query = query;
    this.shape = shape;
    parameters.put("workspace", query.workspaceId().value());
    parameters.put("project", query.projectId().value());
    parameters.put("metric", query.metric());
    parameters.put("from", window.from());
    parameters.put("to", window.to());
    parameters.put("rows", rows);
    filter(query.filter());
    seek(query.seek());
  }

  static Statement statement(PointQuery query, PointShape shape, TimeWindow window, int rows) {
    SelectPoints select = new SelectPoints(query, shape, window, rows);
    return Statement.of(NAME, select.text(), select.parameters);
  }

  private String text() {
    String direction = query.travel() == TraceOrder.NEWEST_FIRST ? "DESC" : "ASC";
    return """
    SELECT %s
    FROM %s
    WHERE workspace_id = {workspace:UUID}
      AND project_id = {project:UUID}
      AND metric_name = {metric:String}
      AND time >= fromUnixTimestamp64Nano({from:Int64})
      AND time < fromUnixTimestamp64Nano({to:Int64})
    %sORDER BY time %s, series_id %s
    LIMIT 1 BY time, series_id
    LIMIT {rows:UInt32}
    """
        .formatted(shape.columns(), shape.table(), conditions, direction, direction);
  }

  private void filter(PointFilter filter) {
    if (filter.service() != null) {
      and(
          """
          series_id IN (
              SELECT series_id
              FROM metric_series
              WHERE workspace_id = {workspace:UUID}
                AND project_id = {project:UUID}
                AND metric_name = {metric:String}
                AND service_name = {service:String})\
          """,
          "service",
          filter.service());
    }
    if (filter.seriesId() != null) {
      and(
          "series_id = {series:UInt64}",
          "series",
          new BigInteger(Long.toUnsignedString(filter.seriesId())));
    }
  }

  /** The window ends where the position is, so the time alone decides but for those that tie. */
  private void seek(@Nullable Seek<PointPosition> seek) {
    if (seek == null) {
      return;
    }
    String beyond = query.travel() == TraceOrder.NEWEST_FIRST ? "<" : ">";
    and(
        "(time %s fromUnixTimestamp64Nano({seek_time:Int64})".formatted(beyond)
            + " OR series_id %s {seek_series:UInt64})".formatted(beyond),
        "seek_time",
        seek.position().epochNanos());
    parameters.put(
        "seek_series", new BigInteger(Long.toUnsignedString(seek.position().seriesId())));
  }

  private void and(String condition, String parameter, Object value) {
    conditions.append("  AND ").append(condition).append('\n');
    parameters.put(parameter, value);
  }
}
