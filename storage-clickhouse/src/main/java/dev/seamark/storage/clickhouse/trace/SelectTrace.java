package dev.seamark.storage.clickhouse.trace;

import dev.seamark.core.trace.SpanQuery;
import dev.seamark.storage.clickhouse.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that is stored of a trace, in no order. {@code trace_times} tells which five-minute buckets
 * to read; inside a bucket the spans of a trace lie side by side.
 *
 * <p>The versions of a span come with a row each: {@link SpanRow.Stored#last} finds the ones that
 * count. Leaving that to {@code FINAL}, and the order to the server, costs a quarter more on the
 * server; the rows of one answer are few enough here.
 */
final class SelectTrace {
  static final String NAME = "select_trace";

  /** The sort-key prefixes under which a trace has spans. */
  static final String PLACES =
      """
      workspace_id = {workspace:UUID}
        AND project_id = {project:UUID}
        AND trace_id = unhex({trace:String})
        AND toStartOfFiveMinutes(start_time) IN (
          SELECT bucket
          FROM trace_times
          WHERE workspace_id = {workspace:UUID}
            AND trace_id = unhex({trace:String})
            AND project_id = {project:UUID}
        )\
      """;

  private static final String TEXT =
      """
      SELECT %s
      FROM spans
      PREWHERE %s
      LIMIT {rows:UInt32}
      """
          .formatted(SpanRow.Stored.COLUMNS, PLACES);

  private SelectTrace() {}

  static Statement statement(SpanQuery query) {
    return Statement.of(NAME, TEXT, parameters(query));
  }

  /** What every statement about one trace binds. */
  static Map<String, Object> parameters(SpanQuery query) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("workspace", query.workspaceId().value());
    parameters.put("project", query.projectId().value());
    parameters.put("trace", query.traceId().toString());
    parameters.put("rows", query.limit() + 1);
    return parameters;
  }
}
