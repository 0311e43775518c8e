package dev.seamark.core.trace;

import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import java.util.List;
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
}
