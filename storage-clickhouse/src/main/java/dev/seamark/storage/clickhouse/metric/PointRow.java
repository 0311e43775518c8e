package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.Exemplar;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.metric.MetricSeries;
import dev.seamark.core.metric.PointPosition;
import java.util.List;

/** A row of one of the tables of points: a point that knows only the id of its series. */
record PointRow(long seriesId, long epochNanos, PointShape shape, Content content) {

  /** What the row says, in its series. */
  @FunctionalInterface
  interface Content {
    MetricPoint in(MetricSeries series, List<Exemplar> exemplars);
  }

  PointPosition position() {
    return new PointPosition(epochNanos, seriesId);
  }
}
