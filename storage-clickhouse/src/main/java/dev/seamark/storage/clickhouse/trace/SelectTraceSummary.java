package dev.seamark.storage.clickhouse.trace;

import dev.seamark.core.trace.SpanQuery;
import dev.seamark.core.trace.TraceField;
import dev.seamark.storage.clickhouse.Statement;
import java.util.Map;
import java.util.stream.Collectors;

/** The summary of one trace, for a trace of more spans than are read at once. */
final class SelectTraceSummary {
  static final String NAME = "select_trace_summary";

  private static final String TEXT =
      """
      SELECT trace_id, start_time, %s
      FROM trace_summaries FINAL
      WHERE %s
      ORDER BY version DESC
      LIMIT 1
      """
          .formatted(
              TraceField.ALL.stream().map(SelectTraces::column).collect(Collectors.joining(", ")),
              SelectTrace.PLACES);

  private SelectTraceSummary() {}

  static Statement statement(SpanQuery query) {
    Map<String, Object> parameters = SelectTrace.parameters(query);
    parameters.remove("rows");
    return Statement.of(NAME, TEXT, parameters);
  }
}
