package dev.seamark.core.trace;

import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A trace in one row, derived from its spans.
 *
 * @param startEpochNanos start of the earliest span
 * @param durationNanos from the earliest start to the latest end
 * @param rootSpanId {@code null} while no span without a parent has arrived; name and service are
 *     then those of the earliest span
 * @param services distinct names, sorted
 * @param statusCode ERROR when any span failed, else the root's
 */
public record TraceSummary(
    ProjectId projectId,
    TraceId traceId,
    long startEpochNanos,
    long durationNanos,
    @Nullable SpanId rootSpanId,
    String rootService,
    String rootName,
    StatusCode statusCode,
    long spanCount,
    long errorCount,
    List<String> services) {
  public TraceSummary {
    services = List.copyOf(services);
  }

  /**
   * The summary of a trace that consists of these spans.
   *
   * <p>Of several roots the earliest counts, of several that start together the one with the lowest
   * id. A span that has not ended, or ends before it starts, ends where it starts.
   */
  public static TraceSummary of(ProjectId projectId, Collection<Span> spans) {
    Comparator<Span> earliest = Comparator.comparing(SpanPosition::of);
    Span first = spans.stream().min(earliest).orElseThrow();
    @Nullable Span root =
        spans.stream().filter(span -> span.parentSpanId() == null).min(earliest).orElse(null);
    Span named = root == null ? first : root;
    long end =
        spans.stream()
            .mapToLong(span -> Math.max(span.startEpochNanos(), span.endEpochNanos()))
            .max()
            .orElseThrow();
    long errors = spans.stream().filter(span -> span.statusCode() == StatusCode.ERROR).count();
    return new TraceSummary(
        projectId,
        first.traceId(),
        first.startEpochNanos(),
        end - first.startEpochNanos(),
        root == null ? null : root.spanId(),
        named.resource().serviceName(),
        named.name(),
        errors > 0 ? StatusCode.ERROR : named.statusCode(),
        spans.size(),
        errors,
        spans.stream().map(span -> span.resource().serviceName()).distinct().sorted().toList());
  }

  /** This summary with the other fields empty: zero, {@code null}, no text or UNSET. */
  public TraceSummary only(Set<TraceField> fields) {
    return new TraceSummary(
        projectId,
        traceId,
        startEpochNanos,
        fields.contains(TraceField.DURATION_NANOS) ? durationNanos : 0,
        fields.contains(TraceField.ROOT_SPAN_ID) ? rootSpanId : null,
        fields.contains(TraceField.ROOT_SERVICE) ? rootService : "",
        fields.contains(TraceField.ROOT_NAME) ? rootName : "",
        fields.contains(TraceField.STATUS) ? statusCode : StatusCode.UNSET,
        fields.contains(TraceField.SPAN_COUNT) ? spanCount : 0,
        fields.contains(TraceField.ERROR_COUNT) ? errorCount : 0,
        fields.contains(TraceField.SERVICES) ? services : List.of());
  }
}
