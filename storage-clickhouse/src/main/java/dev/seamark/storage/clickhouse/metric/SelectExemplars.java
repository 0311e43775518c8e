package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.Exemplar;
import dev.seamark.core.metric.PointPosition;
import dev.seamark.core.metric.PointQuery;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.otlp.OtlpJsonReader;
import dev.seamark.storage.clickhouse.otlp.RowValues;
import java.util.Collection;
import java.util.Map;

/** Exemplars of the points that some series have between two times. */
final class SelectExemplars {
  static final String NAME = "select_exemplars";

  private static final String TEXT =
      """
      SELECT point_time, series_id, time, value, is_int, int_rest, filtered_attributes, trace_id, span_id
      FROM metric_exemplars
      WHERE workspace_id = {workspace:UUID}
        AND project_id = {project:UUID}
        AND metric_name = {metric:String}
        AND series_id IN {series:Array(UInt64)}
        AND point_time >= fromUnixTimestamp64Nano({first:Int64})
        AND point_time <= fromUnixTimestamp64Nano({last:Int64})
      ORDER BY time
      """;

  private SelectExemplars() {}

  /**
   * The statement.
   *
   * @param first time of the earliest point
   * @param last time of the latest point
   */
  static Statement statement(PointQuery query, Collection<Long> ids, long first, long last) {
    return Statement.of(
        NAME,
        TEXT,
        Map.of(
            "workspace",
            query.workspaceId().value(),
            "project",
            query.projectId().value(),
            "metric",
            query.metric(),
            "series",
            SelectSeries.unsigned(ids),
            "first",
            first,
            "last",
            last));
  }

  static Row map(RowInput row) {
    return new Row(
        new PointPosition(row.int64(), row.int64()),
        new Exemplar(
            row.int64(),
            NumberColumns.read(row.float64(), row.bool(), row.int64()),
            OtlpJsonReader.attributes(row.string()),
            RowValues.traceId(row),
            RowValues.spanId(row)));
  }

  /** An exemplar and the point that it came with. */
  record Row(PointPosition point, Exemplar exemplar) {}
}
