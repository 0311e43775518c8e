package dev.seamark.core.log;

import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import org.jspecify.annotations.Nullable;

/**
 * Which log records a list shows: those for which everything given holds.
 *
 * @param fromEpochNanos earliest time, inclusive
 * @param toEpochNanos latest time, exclusive
 * @param service name of the service that wrote the record
 * @param minSeverityNumber inclusive, 1 to 24; records without a severity are below all
 * @param search words of the body
 */
public record LogFilter(
    @Nullable Long fromEpochNanos,
    @Nullable Long toEpochNanos,
    @Nullable String service,
    @Nullable Integer minSeverityNumber,
    @Nullable TraceId traceId,
    @Nullable SpanId spanId,
    @Nullable SearchText search) {
  public static final LogFilter NONE = new LogFilter(null, null, null, null, null, null, null);

  public LogFilter {
    if (fromEpochNanos != null && toEpochNanos != null && fromEpochNanos >= toEpochNanos) {
      throw new IllegalArgumentException("from: " + fromEpochNanos + " (expected: before to)");
    }
    if (minSeverityNumber != null
        && (minSeverityNumber < 1 || minSeverityNumber > LogRecord.MAX_SEVERITY_NUMBER)) {
      throw new IllegalArgumentException(
          "min_severity: "
              + minSeverityNumber
              + " (expected: 1.."
              + LogRecord.MAX_SEVERITY_NUMBER
              + ")");
    }
  }

  public boolean matches(LogRecord record) {
    return (fromEpochNanos == null || record.epochNanos() >= fromEpochNanos)
        && (toEpochNanos == null || record.epochNanos() < toEpochNanos)
        && (service == null || record.resource().serviceName().equals(service))
        && (minSeverityNumber == null || record.severityNumber() >= minSeverityNumber)
        && (traceId == null || traceId.equals(record.traceId()))
        && (spanId == null || spanId.equals(record.spanId()))
        && (search == null || search.matches(BodyText.of(record.body())));
  }
}
