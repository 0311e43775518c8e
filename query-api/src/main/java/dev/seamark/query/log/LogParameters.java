package dev.seamark.query.log;

import static dev.seamark.query.http.Parameters.words;

import dev.seamark.core.log.LogFilter;
import dev.seamark.core.log.LogQuery;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.log.SearchText;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.query.http.ParameterException;
import dev.seamark.query.http.Parameters;
import dev.seamark.query.http.TimeRange;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Queries from the parameters of a request. */
final class LogParameters {
  static final Set<String> OF_LIST =
      Set.of(
          "from",
          "to",
          "service",
          "min_severity",
          "trace_id",
          "span_id",
          "q",
          "sort",
          "limit",
          "cursor",
          "fields");

  /** Where each of OTLP's severities begins; a number does as well. */
  private static final Map<String, Integer> SEVERITIES = severities();

  private static final Map<String, TraceOrder> ORDERS =
      words(
          TraceOrder.values(),
          order ->
              switch (order) {
                case NEWEST_FIRST -> "-time";
                case OLDEST_FIRST -> "time";
              });

  private static final Map<String, LogField> FIELDS = words(LogField.values(), LogField::word);

  private LogParameters() {}

  /** The fields that are asked for, or all. */
  static Set<LogField> fields(Parameters parameters) {
    List<LogField> named = parameters.words("fields", FIELDS);
    return named.isEmpty() ? LogField.ALL : Collections.unmodifiableSet(EnumSet.copyOf(named));
  }

  /** The page that is asked for, but for its cursor, which needs the rest to be opened. */
  static LogQuery logs(ApiKey caller, Parameters parameters) {
    return new LogQuery(
        caller.workspaceId(),
        caller.projectId(),
        filter(parameters),
        parameters.word("sort", ORDERS, TraceOrder.NEWEST_FIRST),
        parameters.integer("limit", 1, LogQuery.MAX_LIMIT, LogQuery.DEFAULT_LIMIT),
        null,
        LogField.parts(fields(parameters)));
  }

  private static LogFilter filter(Parameters parameters) {
    TimeRange range = TimeRange.of(parameters);
    return new LogFilter(
        range.from(),
        range.to(),
        parameters.text("service"),
        severity(parameters.text("min_severity")),
        parameters.parsed("trace_id", "32 hex digits, not all zero", TraceId::parse),
        parameters.parsed("span_id", "16 hex digits, not all zero", SpanId::parse),
        parameters.parsed(
            "q",
            "at least one word, at most " + SearchText.MAX_LENGTH + " characters",
            SearchText::new));
  }

  private static @Nullable Integer severity(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Integer number = SEVERITIES.get(text);
    if (number == null) {
      throw new ParameterException(
          "min_severity",
          "min_severity: '"
              + text
              + "' (expected: trace, debug, info, warn, error, fatal, or 1.."
              + LogRecord.MAX_SEVERITY_NUMBER
              + ")");
    }
    return number;
  }

  private static Map<String, Integer> severities() {
    Map<String, Integer> severities = new LinkedHashMap<>();
    int number = 1;
    for (String word : List.of("trace", "debug", "info", "warn", "error", "fatal")) {
      severities.put(word, number);
      number += 4;
    }
    for (int i = 1; i <= LogRecord.MAX_SEVERITY_NUMBER; i++) {
      severities.put(Integer.toString(i), i);
    }
    return Collections.unmodifiableMap(severities);
  }
}
