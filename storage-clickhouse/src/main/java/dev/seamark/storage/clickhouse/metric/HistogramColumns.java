package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.ArrayColumn;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import java.util.ArrayList;
import java.util.List;

/** The columns of {@code metric_histograms}. */
final class HistogramColumns {
  private final PointColumns point = new PointColumns();
  private final NumberColumn temporality = NumberColumn.int8("temporality");
  private final StatisticsColumns statistics = new StatisticsColumns();
  private final ArrayColumn<NumberColumn> bucketCounts =
      new ArrayColumn<>("bucket_counts", NumberColumn.uint64("count"));
  private final ArrayColumn<NumberColumn> explicitBounds =
      new ArrayColumn<>("explicit_bounds", NumberColumn.float64("bound"));
  private final List<Column> all;

  HistogramColumns() {
    List<Column> own = new ArrayList<>(statistics.all());
    own.addAll(List.of(temporality, bucketCounts, explicitBounds));
    all = point.with(own);
  }

  List<Column> all() {
    return all;
  }

  int rows() {
    return point.rows();
  }

  @SuppressWarnings("EnumOrdinal") // the enum is in the order of the stored numbers
  void add(ApiKey owner, MetricPoint.Histogram histogram, long series) {
    point.add(owner, histogram, series);
    temporality.add(histogram.series().temporality().ordinal());
    statistics.add(histogram.count(), histogram.sum(), histogram.min(), histogram.max());
    for (long count : histogram.bucketCounts()) {
      bucketCounts.elements().add(count);
    }
    bucketCounts.endRow();
    for (double bound : histogram.explicitBounds()) {
      explicitBounds.elements().add(bound);
    }
    explicitBounds.endRow();
  }
}
