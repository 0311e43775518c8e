package dev.seamark.storage.clickhouse.trace;

import dev.seamark.core.page.Seek;
import dev.seamark.core.trace.SpanQuery;
import dev.seamark.storage.clickhouse.Statement;
import java.util.Map;

/**
 * A page of a trace's spans, on the way from the query's position. The inner query sorts ids,
 * starts and versions of the whole trace; the outer one reads the other columns for the page only,
 * so that a page of a trace with a million spans takes little memory.
 */
final class SelectSpans {
  static final String NAME = "select_spans";

  private static final String FIRST = text("", "ASC");
  private static final String AFTER = text(seek(">"), "ASC");
  private static final String BEFORE = text(seek("<"), "DESC");

  private SelectSpans() {}

  static Statement statement(SpanQuery query) {
    Map<String, Object> parameters = SelectTrace.parameters(query);
    if (query.seek() == null) {
      return Statement.of(NAME, FIRST, parameters);
    }
    parameters.put("seek_start", query.seek().position().startEpochNanos());
    parameters.put("seek_span", query.seek().position().spanId().toString());
    return Statement.of(
        NAME, query.seek().direction() == Seek.Direction.AFTER ? AFTER : BEFORE, parameters);
  }

  private static String text(String seek, String direction) {
    return """
    SELECT %s
    FROM spans
    WHERE %s
      AND (span_id, version) IN (
        SELECT span_id, max(spans.version) AS last
        FROM spans
        WHERE %s
        GROUP BY span_id
        HAVING argMax(is_deleted, spans.version) = 0
    %s    ORDER BY argMax(start_time, spans.version) %s, span_id %s
        LIMIT {rows:UInt32}
      )
    ORDER BY start_time %s, span_id %s
    LIMIT 1 BY span_id
    """
        .formatted(
            SpanRow.COLUMNS,
            SelectTrace.PLACES,
            SelectTrace.PLACES.replace("\n", "\n    "),
            seek,
            direction,
            direction,
            direction,
            direction);
  }

  private static String seek(String beyond) {
    return """
          AND (argMax(start_time, spans.version), span_id)
            %s (fromUnixTimestamp64Nano({seek_start:Int64}), toFixedString(unhex({seek_span:String}), 8))
    """
        .formatted(beyond);
  }
}
