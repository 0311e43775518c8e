package dev.seamark.storage.clickhouse.log;

import dev.seamark.core.log.LogFilter;
import dev.seamark.core.log.LogPosition;
import dev.seamark.core.log.LogQuery;
import dev.seamark.core.page.Seek;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.read.TimeWindow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Log records of a project in a time window, on the way from the query's position. */
final class SelectLogs {
  static final String NAME = "select_logs";

  private final LogQuery query;
  private final StringBuilder conditions = new StringBuilder();
  private final Map<String, Object> parameters = new LinkedHashMap<>();

  private SelectLogs(LogQuery query, TimeWindow window, int rows) {
    this.query = query;
    parameters.put("workspace", query.workspaceId().value());
    parameters.put("project", query.projectId().value());
    parameters.put("from", window.from());
    parameters.put("to", window.to());
    parameters.put("rows", rows);
    filter(query.filter());
    seek(query.seek());
  }

  static Statement statement(LogQuery query, TimeWindow window, int rows) {
    SelectLogs select = new SelectLogs(query, window, rows);
    return Statement.of(NAME, select.text(), select.parameters);
  }

  private String text() {
    String direction = query.travel() == TraceOrder.NEWEST_FIRST ? "DESC" : "ASC";
    return """
    SELECT %s
    FROM logs
    WHERE workspace_id = {workspace:UUID}
      AND project_id = {project:UUID}
      AND time >= fromUnixTimestamp64Nano({from:Int64})
      AND time < fromUnixTimestamp64Nano({to:Int64})
    %sORDER BY time %s, record_id %s
    LIMIT {rows:UInt32}
    """
        .formatted(LogRow.columns(query.parts()), conditions, direction, direction);
  }

  private void filter(LogFilter filter) {
    if (filter.service() != null) {
      and("service_name = {service:String}", "service", filter.service());
    }
    if (filter.minSeverityNumber() != null) {
      and("severity_number >= {min_severity:UInt8}", "min_severity", filter.minSeverityNumber());
    }
    if (filter.traceId() != null) {
      and("trace_id = unhex({trace:String})", "trace", filter.traceId().toString());
    }
    if (filter.spanId() != null) {
      and("span_id = unhex({span:String})", "span", filter.spanId().toString());
    }
    if (filter.search() != null) {
      // The expression is the text index's own, so the index finds the granules.
      and(
          "hasAllTokens(lowerUTF8(body), lowerUTF8({search:String}))",
          "search",
          filter.search().text());
    }
  }

  /** The window ends where the position is, so the time alone decides but for those that tie. */
  private void seek(@Nullable Seek<LogPosition> seek) {
    if (seek == null) {
      return;
    }
    String beyond = query.travel() == TraceOrder.NEWEST_FIRST ? "<" : ">";
    and(
        "(time %s fromUnixTimestamp64Nano({seek_time:Int64})".formatted(beyond)
            + " OR record_id %s {seek_record:UInt64})".formatted(beyond),
        "seek_time",
        seek.position().epochNanos());
    parameters.put("seek_record", Long.toUnsignedString(seek.position().recordId()));
  }

  private void and(String condition, String parameter, Object value) {
    conditions.append("  AND ").append(condition).append('\n');
    parameters.put(parameter, value);
  }
}
