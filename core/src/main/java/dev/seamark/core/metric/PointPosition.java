package dev.seamark.core.metric;

import java.util.Comparator;

/** A point's place among the points of a metric: by time, then by its series (unsigned). */
public record PointPosition(long epochNanos, long seriesId) implements Comparable<PointPosition> {
  private static final Comparator<PointPosition> ORDER =
      Comparator.comparingLong(PointPosition::epochNanos)
          .thenComparing(PointPosition::seriesId, Long::compareUnsigned);

  @Override
  public int compareTo(PointPosition other) {
    return ORDER.compare(this, other);
  }
}
