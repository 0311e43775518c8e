package dev.seamark.query.metric;

import static dev.seamark.query.http.Parameters.words;

import dev.seamark.core.metric.MetricQuery;
import dev.seamark.core.metric.PointFilter;
import dev.seamark.core.metric.PointQuery;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.query.http.Parameters;
import dev.seamark.query.http.TimeRange;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** Queries from the parameters of a request. */
final class MetricParameters {
  static final Set<String> OF_LIST = Set.of("q", "limit", "cursor");
  static final Set<String> OF_SAMPLES =
      Set.of("from", "to", "service", "series_id", "sort", "limit", "cursor");

  private static final Map<String, TraceOrder> ORDERS =
      words(
          TraceOrder.values(),
          order ->
              switch (order) {
                case NEWEST_FIRST -> "-time";
                case OLDEST_FIRST -> "time";
              });

  private MetricParameters() {}

  /** The page that is asked for, but for its cursor, which needs the rest to be opened. */
  static MetricQuery metrics(ApiKey caller, Parameters parameters) {
    return new MetricQuery(
        caller.workspaceId(),
        caller.projectId(),
        parameters.text("q"),
        parameters.integer("limit", 1, MetricQuery.MAX_LIMIT, MetricQuery.DEFAULT_LIMIT),
        null);
  }

  /** The page that is asked for, but for its cursor, which needs the rest to be opened. */
  static PointQuery points(ApiKey caller, String metric, Parameters parameters) {
    TimeRange range = TimeRange.of(parameters);
    return new PointQuery(
        caller.workspaceId(),
        caller.projectId(),
        metric,
        new PointFilter(
            range.from(),
            range.to(),
            parameters.text("service"),
            parameters.parsed("series_id", "16 hex digits", MetricParameters::seriesId)),
        parameters.word("sort", ORDERS, TraceOrder.NEWEST_FIRST),
        parameters.integer("limit", 1, PointQuery.MAX_LIMIT, PointQuery.DEFAULT_LIMIT),
        null);
  }

  private static Long seriesId(String hex) {
    if (hex.length() != 16) {
      throw new IllegalArgumentException("series_id: " + hex.length() + " characters");
    }
    return HexFormat.fromHexDigitsToLong(hex);
  }
}
