package dev.seamark.storage.clickhouse.trace;

import dev.seamark.core.trace.SpanQuery;
import dev.seamark.storage.clickhouse.Statement;
import java.util.Map;

/** What spans of a trace mean, for the spans that start in a range of time. */
final class SelectObservations {
  static final String NAME = "select_observations";

  private static final String TEXT =
      """
      SELECT %s
      FROM observations
      WHERE %s
        AND start_time >= fromUnixTimestamp64Nano({first:Int64})
        AND start_time <= fromUnixTimestamp64Nano({last:Int64})
        AND is_deleted = 0
      ORDER BY span_id ASC, version DESC
      LIMIT 1 BY span_id
      """
          .formatted(ObservationRow.COLUMNS, SelectTrace.PLACES);

  private SelectObservations() {}

  /**
   * Makes the statement.
   *
   * @param firstNanos earliest start, inclusive
   * @param lastNanos latest start, inclusive
   */
  static Statement statement(SpanQuery query, long firstNanos, long lastNanos) {
    Map<String, Object> parameters = SelectTrace.parameters(query);
    parameters.remove("rows");
    parameters.put("first", firstNanos);
    parameters.put("last", lastNanos);
    return Statement.of(NAME, TEXT, parameters);
  }
}
