package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.Metric;
import dev.seamark.core.metric.MetricKey;
import dev.seamark.core.metric.MetricKind;
import dev.seamark.core.metric.MetricQuery;
import dev.seamark.core.metric.Temporality;
import dev.seamark.core.page.Seek;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Metrics of a project, on the way from the query's position. */
final class SelectMetrics {
  static final String NAME = "select_metrics";

  private static final MetricKind[] KINDS = MetricKind.values();

  private SelectMetrics() {}

  @SuppressWarnings("EnumOrdinal") // the enums are in the order of the stored numbers
  static Statement statement(MetricQuery query, int rows) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("workspace", query.workspaceId().value());
    parameters.put("project", query.projectId().value());
    parameters.put("rows", rows);
    StringBuilder conditions = new StringBuilder();
    if (query.namePart() != null) {
      conditions.append("  AND position(metric_name, {part:String}) > 0\n");
      parameters.put("part", query.namePart());
    }
    Seek<MetricKey> seek = query.seek();
    boolean back = seek != null && seek.direction() == Seek.Direction.BEFORE;
    if (seek != null) {
      conditions.append(
          """
            AND (metric_name, toInt8(kind), toInt8(temporality), toUInt8(is_monotonic), unit) %s
              ({seek_name:String}, {seek_kind:Int8}, {seek_temporality:Int8}, {seek_monotonic:UInt8}, {seek_unit:String})
          """
              .formatted(back ? "<" : ">"));
      parameters.put("seek_name", seek.position().name());
      parameters.put("seek_kind", seek.position().kind().ordinal());
      parameters.put("seek_temporality", seek.position().temporality().ordinal());
      parameters.put("seek_monotonic", seek.position().isMonotonic() ? 1 : 0);
      parameters.put("seek_unit", seek.position().unit());
    }
    String direction = back ? "DESC" : "ASC";
    String text =
        """
        SELECT metric_name, kind, temporality, is_monotonic, unit, anyLast(description), max(last_seen)
        FROM metric_names
        WHERE workspace_id = {workspace:UUID}
          AND project_id = {project:UUID}
        %sGROUP BY metric_name, kind, temporality, is_monotonic, unit
        ORDER BY metric_name %2$s, kind %2$s, temporality %2$s, is_monotonic %2$s, unit %2$s
        LIMIT {rows:UInt32}
        """
            .formatted(conditions, direction);
    return Statement.of(NAME, text, parameters);
  }

  static Metric map(RowInput row) {
    MetricKey key =
        new MetricKey(
            row.string(), KINDS[row.int8()], Temporality.of(row.int8()), row.bool(), row.string());
    return new Metric(key, row.string(), row.uint32());
  }
}
