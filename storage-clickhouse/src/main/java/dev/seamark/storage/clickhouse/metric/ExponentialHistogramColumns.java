package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.ArrayColumn;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import java.util.ArrayList;
import java.util.List;

/** The columns of {@code metric_exponential_histograms}. */
final class ExponentialHistogramColumns {
  private final PointColumns point = new PointColumns();
  private final NumberColumn temporality = NumberColumn.int8("temporality");
  private final StatisticsColumns statistics = new StatisticsColumns();
  private final NumberColumn scale = NumberColumn.int32("scale");
  private final NumberColumn zeroCount = NumberColumn.uint64("zero_count");
  private final NumberColumn zeroThreshold = NumberColumn.float64("zero_threshold");
  private final NumberColumn positiveOffset = NumberColumn.int32("positive_offset");
  private final ArrayColumn<NumberColumn> positiveCounts =
      new ArrayColumn<>("positive_counts", NumberColumn.uint64("count"));
  private final NumberColumn negativeOffset = NumberColumn.int32("negative_offset");
  private final ArrayColumn<NumberColumn> negativeCounts =
      new ArrayColumn<>("negative_counts", NumberColumn.uint64("count"));
  private final List<Column> all;

  ExponentialHistogramColumns() {
    List<Column> own = new ArrayList<>(statistics.all());
    own.addAll(
        List.of(
            temporality,
            scale,
            zeroCount,
            zeroThreshold,
            positiveOffset,
            positiveCounts,
            negativeOffset,
            negativeCounts));
    all = point.with(own);
  }

  List<Column> all() {
    return all;
  }

  int rows() {
    return point.rows();
  }

  @SuppressWarnings("EnumOrdinal") // the enum is in the order of the stored numbers
  void add(ApiKey owner, MetricPoint.ExponentialHistogram histogram, long series) {
    point.add(owner, histogram, series);
    temporality.add(histogram.series().temporality().ordinal());
    statistics.add(histogram.count(), histogram.sum(), histogram.min(), histogram.max());
    scale.add(histogram.scale());
    zeroCount.add(histogram.zeroCount());
    zeroThreshold.add(histogram.zeroThreshold());
    positiveOffset.add(histogram.positive().offset());
    add(positiveCounts, histogram.positive());
    negativeOffset.add(histogram.negative().offset());
    add(negativeCounts, histogram.negative());
  }

  private static void add(ArrayColumn<NumberColumn> counts, MetricPoint.Buckets buckets) {
    for (long count : buckets.counts()) {
      counts.elements().add(count);
    }
    counts.endRow();
  }
}
