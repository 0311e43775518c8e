package dev.seamark.core.trace;

import dev.seamark.core.span.TraceId;
import java.util.Comparator;

/** A trace's place among the traces of a project: by start, then by id as unsigned bytes. */
public record TracePosition(long startEpochNanos, TraceId traceId)
    implements Comparable<TracePosition> {
  private static final Comparator<TracePosition> ORDER =
      Comparator.comparingLong(TracePosition::startEpochNanos)
          .thenComparing(position -> position.traceId.high(), Long::compareUnsigned)
          .thenComparing(position -> position.traceId.low(), Long::compareUnsigned);

  public static TracePosition of(TraceSummary trace) {
    return new TracePosition(trace.startEpochNanos(), trace.traceId());
  }

  @Override
  public int compareTo(TracePosition other) {
    return ORDER.compare(this, other);
  }
}
