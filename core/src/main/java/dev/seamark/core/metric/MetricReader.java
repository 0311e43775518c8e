package dev.seamark.core.metric;

import dev.seamark.core.page.Page;

/**
 * Reads metrics.
 *
 * <p>All methods throw {@link dev.seamark.core.error.SeamarkException}: {@code STORE_UNAVAILABLE}
 * when trying again can help, {@code QUERY_TIMEOUT} and {@code QUERY_TOO_EXPENSIVE} when a limit
 * stopped the query. Interrupting the calling thread stops it, too.
 */
public interface MetricReader {

  /** A page of metrics in the order of their keys. */
  Page<Metric> findMetrics(MetricQuery query);

  /**
   * A page of a metric's points in the query's order. Of points that a series has at one time,
   * which a client should not send, one is shown. Exemplars are ordered by time.
   */
  Page<StoredPoint> findPoints(PointQuery query);
}
