package dev.seamark.core.metric;

import org.jspecify.annotations.Nullable;

/**
 * Which points of a metric a list shows: those for which everything given holds.
 *
 * @param fromEpochNanos earliest time, inclusive
 * @param toEpochNanos latest time, exclusive
 * @param service name of the service that measured
 * @param seriesId of one series (unsigned)
 */
public record PointFilter(
    @Nullable Long fromEpochNanos,
    @Nullable Long toEpochNanos,
    @Nullable String service,
    @Nullable Long seriesId) {
  public static final PointFilter NONE = new PointFilter(null, null, null, null);

  public PointFilter {
    if (fromEpochNanos != null && toEpochNanos != null && fromEpochNanos >= toEpochNanos) {
      throw new IllegalArgumentException("from: " + fromEpochNanos + " (expected: before to)");
    }
  }

  public boolean matches(StoredPoint stored) {
    MetricPoint point = stored.point();
    return (fromEpochNanos == null || point.epochNanos() >= fromEpochNanos)
        && (toEpochNanos == null || point.epochNanos() < toEpochNanos)
        && (service == null || point.series().resource().serviceName().equals(service))
        && (seriesId == null || stored.seriesId() == seriesId);
  }
}
