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
 * @param session id of the session the trace belongs to
 * @param user id of the user the trace is about
 * @param tag one of the trace's tags
 * @param model name of a model that was called
 * @param environment where the trace ran
 */
public record TraceFilter(
    @Nullable Long fromEpochNanos,
    @Nullable Long toEpochNanos,
    @Nullable String service,
    @Nullable String name,
    Set<StatusCode> statuses,
    @Nullable Long minDurationNanos,
    @Nullable Long maxDurationNanos,
    @Nullable String session,
    @Nullable String user,
    @Nullable String tag,
    @Nullable String model,
    @Nullable String environment) {
  public static final TraceFilter NONE =
      new TraceFilter(null, null, null, null, Set.of(), null, null, null, null, null, null, null);

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
    return new TraceFilter(
        from,
        to,
        service,
        name,
        statuses,
        minDurationNanos,
        maxDurationNanos,
        session,
        user,
        tag,
        model,
        environment);
  }

  public boolean matches(TraceSummary trace) {
    return (fromEpochNanos == null || trace.startEpochNanos() >= fromEpochNanos)
        && (toEpochNanos == null || trace.startEpochNanos() < toEpochNanos)
        && (service == null || trace.services().contains(service))
        && (name == null || trace.rootName().equals(name))
        && (statuses.isEmpty() || statuses.contains(trace.statusCode()))
        && (minDurationNanos == null || trace.durationNanos() >= minDurationNanos)
        && (maxDurationNanos == null || trace.durationNanos() <= maxDurationNanos)
        && (session == null || session.equals(trace.origin().session()))
        && (user == null || user.equals(trace.origin().user()))
        && (tag == null || trace.origin().tags().contains(tag))
        && (model == null || trace.usage().models().contains(model))
        && (environment == null || environment.equals(trace.origin().environment()));
  }
}
