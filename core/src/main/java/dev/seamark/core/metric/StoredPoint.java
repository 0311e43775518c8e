package dev.seamark.core.metric;

/**
 * A point in the store.
 *
 * @param seriesId what the store calls the point's series (unsigned)
 */
public record StoredPoint(long seriesId, MetricPoint point) {
  public PointPosition position() {
    return new PointPosition(point.epochNanos(), seriesId);
  }
}
