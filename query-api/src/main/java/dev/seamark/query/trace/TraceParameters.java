package dev.seamark.query.trace;

import static dev.seamark.query.http.Parameters.words;

import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.trace.SpanQuery;
import dev.seamark.core.trace.TraceField;
import dev.seamark.core.trace.TraceFilter;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.core.trace.TraceQuery;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.query.http.ParameterException;
import dev.seamark.query.http.Parameters;
import dev.seamark.query.http.TimeRange;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Queries from the parameters of a request. */
final class TraceParameters {
  static final Set<String> OF_LIST =
      Set.of(
          "from",
          "to",
          "service",
          "name",
          "status",
          "min_duration",
          "max_duration",
          "session_id",
          "user_id",
          "tag",
          "model",
          "environment",
          "sort",
          "limit",
          "cursor",
          "fields");
  static final Set<String> OF_SPANS = Set.of("limit", "cursor");
  static final Set<String> OF_TRACE = Set.of("limit");

  private static final Map<String, StatusCode> STATUSES = words(StatusCode.values(), Enum::name);

  private static final Map<String, TraceOrder> ORDERS =
      words(
          TraceOrder.values(),
          order ->
              switch (order) {
                case NEWEST_FIRST -> "-start_time";
                case OLDEST_FIRST -> "start_time";
              });

  /** Names that a list may ask for; the first two are there anyway, so they select nothing. */
  private static final Map<String, Set<TraceField>> FIELDS = fields();

  private TraceParameters() {}

  /** The page that is asked for, but for its cursor, which needs the rest to be opened. */
  static TraceQuery traces(ApiKey caller, Parameters parameters) {
    return new TraceQuery(
        caller.workspaceId(),
        caller.projectId(),
        filter(parameters),
        parameters.word("sort", ORDERS, TraceOrder.NEWEST_FIRST),
        parameters.integer("limit", 1, TraceQuery.MAX_LIMIT, TraceQuery.DEFAULT_LIMIT),
        null,
        selected(parameters.words("fields", FIELDS)));
  }

  /** Spans of a trace, but for the cursor. */
  static SpanQuery spans(ApiKey caller, String traceId, Parameters parameters, int defaultLimit) {
    return new SpanQuery(
        caller.workspaceId(),
        caller.projectId(),
        traceId(traceId),
        parameters.integer("limit", 1, SpanQuery.MAX_LIMIT, defaultLimit),
        null);
  }

  private static TraceFilter filter(Parameters parameters) {
    TimeRange range = TimeRange.of(parameters);
    @Nullable Long min = parameters.nanos("min_duration");
    @Nullable Long max = parameters.nanos("max_duration");
    if (min != null && max != null && min > max) {
      throw new ParameterException(
          "min_duration",
          "min_duration: "
              + parameters.text("min_duration")
              + " (expected: at most max_duration, "
              + parameters.text("max_duration")
              + ")");
    }
    return new TraceFilter(
        range.from(),
        range.to(),
        parameters.text("service"),
        parameters.text("name"),
        new HashSet<>(parameters.words("status", STATUSES)),
        min,
        max,
        parameters.text("session_id"),
        parameters.text("user_id"),
        parameters.text("tag"),
        parameters.text("model"),
        parameters.text("environment"));
  }

  private static TraceId traceId(String text) {
    try {
      return TraceId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException("traceId", String.valueOf(e.getMessage()), e);
    }
  }

  private static Set<TraceField> selected(List<Set<TraceField>> named) {
    return named.isEmpty()
        ? TraceField.ALL
        : named.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }

  private static Map<String, Set<TraceField>> fields() {
    Map<String, Set<TraceField>> fields = new LinkedHashMap<>();
    fields.put("trace_id", Set.of());
    fields.put("start_time", Set.of());
    words(TraceField.values(), Enum::name)
        .forEach((name, field) -> fields.put(name, Set.of(field)));
    return Collections.unmodifiableMap(fields);
  }
}
