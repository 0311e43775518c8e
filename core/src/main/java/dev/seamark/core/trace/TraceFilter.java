package dev.seamark.core.trace;

import dev.seamark.core.span.StatusCode;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which traces a list shows: those for which everything given holds.
 *
 * @param fromEpochNanos earliest start, inclusive
 * @param toEpochNanos latest start, exclusive
 * @param service name of a service that has a span in the trace
 * @param name of the trace: its root span's
 * @param statuses any of them; empty for all
 * @param minDurationNanos inclusive
 * @param maxDurationNanos inclusive
 */
public record TraceFilter(
    @Nullable Long fromEpochNanos,
    @Nullable Long toEpochNanos,
    @Nullable String service,
    @Nullable String name,
    Set<StatusCode> statuses,
    @Nullable Long minDurationNanos,
    @Nullable Long maxDurationNanos) {
  public static final TraceFilter NONE =
      new TraceFilter(null, null, null, null, Set.of(), null, null);

  public TraceFilter {
    if (fromEpochNanos != null && toEpochNanos != null && fromEpochNanos >= toEpochNanos) {
      throw new IllegalArgumentException("from: " + fromEpochNanos + " (expected: before to)");
    }
    if (minDurationNanos != null
        && maxDurationNanos != null
        && minDurationNanos > maxDurationNanos) {
      throw new IllegalArgumentException(
          "min_duration: " + minDurationNanos + " ns (expected: at most max_duration)");
    }
    Set<StatusCode> sorted = EnumSet.noneOf(StatusCode.class);
    sorted.addAll(statuses);
    statuses = Collections.unmodifiableSet(sorted);
  }

  public TraceFilter between(@Nullable Long from, @Nullable Long to) {
    return new TraceFilter(from, to, service, name, statuses, minDurationNanos, maxDurationNanos);
  }

  public boolean matches(TraceSummary trace) {
    return (fromEpochNanos == null || trace.startEpochNanos() >= fromEpochNanos)
        && (toEpochNanos == null || trace.startEpochNanos() < toEpochNanos)
        && (service == null || trace.services().contains(service))
        && (name == null || trace.rootName().equals(name))
        && (statuses.isEmpty() || statuses.contains(trace.statusCode()))
        && (minDurationNanos == null || trace.durationNanos() >= minDurationNanos)
        && (maxDurationNanos == null || trace.durationNanos() <= maxDurationNanos);
  }
}
