package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.ingest.Table;
import dev.seamark.core.metric.MetricKind;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.storage.clickhouse.RowInput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shapes of points: where each is stored and how it is read. */
enum PointShape {
  SAMPLE(Table.METRIC_SAMPLES, "value, is_int, int_rest"),
  HISTOGRAM(
      Table.METRIC_HISTOGRAMS, "count, present, sum, min, max, bucket_counts, explicit_bounds"),
  EXPONENTIAL_HISTOGRAM(
      Table.METRIC_EXPONENTIAL_HISTOGRAMS,
      "count, present, sum, min, max, scale, zero_count, zero_threshold, positive_offset,"
          + " positive_counts, negative_offset, negative_counts"),
  SUMMARY(Table.METRIC_SUMMARIES, "count, sum, quantiles, quantile_values");

  private final Table table;
  private final String columns;

  PointShape(Table table, String columns) {
    this.table = table;
    this.columns = columns;
  }

  static PointShape of(MetricKind kind) {
    return switch (kind) {
      case GAUGE, SUM -> SAMPLE;
      case HISTOGRAM -> HISTOGRAM;
      case EXPONENTIAL_HISTOGRAM -> EXPONENTIAL_HISTOGRAM;
      case SUMMARY -> SUMMARY;
    };
  }

  String table() {
    return table.tableName();
  }

  /** What {@link #map} reads, in its order. */
  String columns() {
    return "series_id, time, start_time, flags, " + columns;
  }

  PointRow map(RowInput row) {
    long series = row.int64();
    long time = row.int64();
    long start = row.int64();
    int flags = row.int32();
    PointRow.Content content =
        switch (this) {
          case SAMPLE -> {
            var value = NumberColumns.read(row.float64(), row.bool(), row.int64());
            yield (of, exemplars) ->
                new MetricPoint.Sample(of, start, time, flags, value, exemplars);
          }
          case HISTOGRAM -> {
            Statistics all = Statistics.read(row);
            List<Long> counts = row.list(RowInput::int64);
            List<Double> bounds = row.list(RowInput::float64);
            yield (of, exemplars) ->
                new MetricPoint.Histogram(
                    of, start, time, flags, all.count, all.sum, all.min, all.max, counts, bounds,
                    exemplars);
          }
          case EXPONENTIAL_HISTOGRAM -> {
            Statistics all = Statistics.read(row);
            int scale = row.int32();
            long zeroCount = row.int64();
            double zeroThreshold = row.float64();
            MetricPoint.Buckets positive = buckets(row);
            MetricPoint.Buckets negative = buckets(row);
            yield (of, exemplars) ->
                new MetricPoint.ExponentialHistogram(
                    of,
                    start,
                    time,
                    flags,
                    all.count,
                    all.sum,
                    all.min,
                    all.max,
                    scale,
                    zeroCount,
                    zeroThreshold,
                    positive,
                    negative,
                    exemplars);
          }
          case SUMMARY -> {
            long count = row.int64();
            double sum = row.float64();
            List<Double> quantiles = row.list(RowInput::float64);
            List<Double> values = row.list(RowInput::float64);
            List<MetricPoint.Quantile> pairs = new ArrayList<>();
            for (int i = 0; i < quantiles.size(); i++) {
              pairs.add(new MetricPoint.Quantile(quantiles.get(i), values.get(i)));
            }
            yield (of, _) -> new MetricPoint.Summary(of, start, time, flags, count, sum, pairs);
          }
        };
    return new PointRow(series, time, this, content);
  }

  private static MetricPoint.Buckets buckets(RowInput row) {
    return new MetricPoint.Buckets(row.int32(), row.list(RowInput::int64));
  }

  /** Count, and what of the rest was sent. */
  private record Statistics(
      long count, @Nullable Double sum, @Nullable Double min, @Nullable Double max) {
    static Statistics read(RowInput row) {
      long count = row.int64();
      int present = row.uint8();
      double sum = row.float64();
      double min = row.float64();
      double max = row.float64();
      return new Statistics(
          count,
          (present & StatisticsColumns.HAS_SUM) == 0 ? null : (Double) sum,
          (present & StatisticsColumns.HAS_MIN) == 0 ? null : (Double) min,
          (present & StatisticsColumns.HAS_MAX) == 0 ? null : (Double) max);
    }
  }
}
