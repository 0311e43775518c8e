package dev.seamark.core.trace;

import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanId;
import java.util.Comparator;

/** A span's place among the spans of its trace: by start, then by id as unsigned bytes. */
public record SpanPosition(long startEpochNanos, SpanId spanId)
    implements Comparable<SpanPosition> {
  private static final Comparator<SpanPosition> ORDER =
      Comparator.comparingLong(SpanPosition::startEpochNanos)
          .thenComparing(position -> position.spanId.value(), Long::compareUnsigned);

  public static SpanPosition of(Span span) {
    return new SpanPosition(span.startEpochNanos(), span.spanId());
  }

  @Override
  public int compareTo(SpanPosition other) {
    return ORDER.compare(this, other);
  }
}
