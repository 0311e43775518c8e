package dev.seamark.storage.tests;

import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.SpanKind;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.trace.TraceSummary;
import dev.seamark.core.workspace.ApiKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that writing spans of one project leaves in a store, and what it should leave.
 *
 * @param spanCount spans, each counted once however often it was written
 * @param serviceMinutes rate, errors and durations of every write: a span that is written again
 *     counts again
 * @param times first and last start per trace, of every write
 * @param summaries visible ones
 * @param resourceServices service names of the stored resources
 */
public record StoredTelemetry(
    long spanCount,
    Map<ServiceMinute, Red> serviceMinutes,
    Map<TraceId, Times> times,
    List<TraceSummary> summaries,
    Set<String> resourceServices) {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  /** Orders the summaries, so that equal contents are equal. */
  public StoredTelemetry {
    List<TraceSummary> sorted = new ArrayList<>(summaries);
    sorted.sort(Comparator.comparing(each -> each.traceId().toString()));
    summaries = List.copyOf(sorted);
  }

  /** Sort key of a service minute; the minute in seconds since 1970. */
  public record ServiceMinute(String service, SpanKind kind, long minuteEpochSeconds) {}

  /** Rate, errors, durations. */
  public record Red(long spans, long errors, long durationNanos) {
    Red plus(Red other) {
      return new Red(
          spans + other.spans, errors + other.errors, durationNanos + other.durationNanos);
    }
  }

  /** First and last start, nanoseconds since 1970. */
  public record Times(long min, long max) {
    Times plus(Times other) {
      return new Times(Math.min(min, other.min), Math.max(max, other.max));
    }
  }

  /** What these writes, in this order, each with a higher version than the one before, leave. */
  public static StoredTelemetry expected(ApiKey owner, List<List<Span>> writes) {
    Map<TraceId, Map<SpanId, Span>> traces = new LinkedHashMap<>();
    Map<ServiceMinute, Red> minutes = new HashMap<>();
    Map<TraceId, Times> times = new HashMap<>();
    Set<String> services = new HashSet<>();
    for (List<Span> spans : writes) {
      for (Span span : spans) {
        String service = span.resource().serviceName();
        long start = span.startEpochNanos();
        traces.computeIfAbsent(span.traceId(), _ -> new LinkedHashMap<>()).put(span.spanId(), span);
        minutes.merge(
            new ServiceMinute(service, span.kind(), Math.floorDiv(start, MINUTE_NANOS) * 60),
            new Red(1, span.statusCode() == StatusCode.ERROR ? 1 : 0, span.durationNanos()),
            Red::plus);
        times.merge(span.traceId(), new Times(start, start), Times::plus);
        services.add(service);
      }
    }
    return new StoredTelemetry(
        traces.values().stream().mapToLong(Map::size).sum(),
        minutes,
        times,
        traces.values().stream()
            .map(spans -> TraceSummary.of(owner.projectId(), List.copyOf(spans.values())))
            .toList(),
        services);
  }
}
