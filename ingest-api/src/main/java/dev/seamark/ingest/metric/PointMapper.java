package dev.seamark.ingest.metric;

import dev.seamark.core.metric.Exemplar;
import dev.seamark.core.metric.MetricNumber;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.metric.MetricPoint.Buckets;
import dev.seamark.core.metric.MetricSeries;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.otlp.RecordClock;
import dev.seamark.ingest.otlp.Rejections;
import dev.seamark.ingest.otlp.WireIds;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps data points of every shape; {@code null} is a point that was rejected. */
final class PointMapper {
  private static final MetricNumber NO_VALUE = new MetricNumber.Real(0);

  private final AttributeMapper attributes;
  private final MetricLimits limits;

  PointMapper(AttributeMapper attributes, MetricLimits limits) {
    this.attributes = attributes;
    this.limits = limits;
  }

  @Nullable MetricPoint sample(
      NumberDataPoint sent, MetricSeries series, RecordClock clock, Rejections rejections) {
    if (!hasTime(sent.getStartTimeUnixNano(), sent.getTimeUnixNano(), clock, rejections)) {
      return null;
    }
    MetricNumber value;
    switch (sent.getValueCase()) {
      case AS_INT -> value = new MetricNumber.Int(sent.getAsInt());
      case AS_DOUBLE -> value = new MetricNumber.Real(sent.getAsDouble());
      case VALUE_NOT_SET -> {
        if ((sent.getFlags() & MetricPoint.NO_RECORDED_VALUE) == 0) {
          rejections.reject("value", "none (expected: as_int or as_double)");
          return null;
        }
        value = NO_VALUE;
      }
      default -> throw new AssertionError(sent.getValueCase());
    }
    return new MetricPoint.Sample(
        series,
        sent.getStartTimeUnixNano(),
        sent.getTimeUnixNano(),
        sent.getFlags(),
        value,
        exemplars(sent.getExemplarsList(), sent.getTimeUnixNano(), clock, rejections));
  }

  @Nullable MetricPoint histogram(
      HistogramDataPoint sent, MetricSeries series, RecordClock clock, Rejections rejections) {
    if (!hasTime(sent.getStartTimeUnixNano(), sent.getTimeUnixNano(), clock, rejections)
        || !isSmall(sent.getBucketCountsCount(), rejections)) {
      return null;
    }
    if (sent.getBucketCountsCount() != 0
        && sent.getBucketCountsCount() != sent.getExplicitBoundsCount() + 1) {
      rejections.reject(
          "bucket_counts",
          sent.getBucketCountsCount()
              + " (expected: one more than the "
              + sent.getExplicitBoundsCount()
              + " bounds, or none)");
      return null;
    }
    if (!isSmall(sent.getExplicitBoundsCount(), rejections)) {
      return null;
    }
    return new MetricPoint.Histogram(
        series,
        sent.getStartTimeUnixNano(),
        sent.getTimeUnixNano(),
        sent.getFlags(),
        sent.getCount(),
        sent.hasSum() ? sent.getSum() : null,
        sent.hasMin() ? sent.getMin() : null,
        sent.hasMax() ? sent.getMax() : null,
        sent.getBucketCountsList(),
        sent.getExplicitBoundsList(),
        exemplars(sent.getExemplarsList(), sent.getTimeUnixNano(), clock, rejections));
  }

  @Nullable MetricPoint exponentialHistogram(
      ExponentialHistogramDataPoint sent,
      MetricSeries series,
      RecordClock clock,
      Rejections rejections) {
    if (!hasTime(sent.getStartTimeUnixNano(), sent.getTimeUnixNano(), clock, rejections)
        || !isSmall(sent.getPositive().getBucketCountsCount(), rejections)
        || !isSmall(sent.getNegative().getBucketCountsCount(), rejections)) {
      return null;
    }
    return new MetricPoint.ExponentialHistogram(
        series,
        sent.getStartTimeUnixNano(),
        sent.getTimeUnixNano(),
        sent.getFlags(),
        sent.getCount(),
        sent.hasSum() ? sent.getSum() : null,
        sent.hasMin() ? sent.getMin() : null,
        sent.hasMax() ? sent.getMax() : null,
        sent.getScale(),
        sent.getZeroCount(),
        sent.getZeroThreshold(),
        new Buckets(sent.getPositive().getOffset(), sent.getPositive().getBucketCountsList()),
        new Buckets(sent.getNegative().getOffset(), sent.getNegative().getBucketCountsList()),
        exemplars(sent.getExemplarsList(), sent.getTimeUnixNano(), clock, rejections));
  }

  @Nullable MetricPoint summary(
      SummaryDataPoint sent, MetricSeries series, RecordClock clock, Rejections rejections) {
    if (!hasTime(sent.getStartTimeUnixNano(), sent.getTimeUnixNano(), clock, rejections)
        || !isSmall(sent.getQuantileValuesCount(), rejections)) {
      return null;
    }
    return new MetricPoint.Summary(
        series,
        sent.getStartTimeUnixNano(),
        sent.getTimeUnixNano(),
        sent.getFlags(),
        sent.getCount(),
        sent.getSum(),
        sent.getQuantileValuesList().stream()
            .map(each -> new MetricPoint.Quantile(each.getQuantile(), each.getValue()))
            .toList());
  }

  private boolean hasTime(long start, long time, RecordClock clock, Rejections rejections) {
    return clock.accepts("time", time, rejections)
        && clock.isNotAhead("start_time", start, rejections);
  }

  private boolean isSmall(int buckets, Rejections rejections) {
    if (buckets > limits.maxBuckets()) {
      rejections.reject(
          "bucket_count", buckets + " (expected: at most " + limits.maxBuckets() + ")");
      return false;
    }
    return true;
  }

  private List<Exemplar> exemplars(
      List<io.opentelemetry.proto.metrics.v1.Exemplar> sent,
      long pointTime,
      RecordClock clock,
      Rejections rejections) {
    if (sent.isEmpty()) {
      return List.of();
    }
    List<Exemplar> exemplars = new ArrayList<>(Math.min(sent.size(), limits.maxExemplars()));
    for (io.opentelemetry.proto.metrics.v1.Exemplar each : sent) {
      if (exemplars.size() >= limits.maxExemplars()) {
        rejections.cut(
            "exemplar_count", "a point with more than " + limits.maxExemplars() + " exemplars");
        break;
      }
      MetricNumber value;
      switch (each.getValueCase()) {
        case AS_INT -> value = new MetricNumber.Int(each.getAsInt());
        case AS_DOUBLE -> value = new MetricNumber.Real(each.getAsDouble());
        case VALUE_NOT_SET -> {
          rejections.cut("exemplar_value", "an exemplar without a value");
          continue;
        }
        default -> throw new AssertionError(each.getValueCase());
      }
      // An exemplar's time decides how long it is kept; one without a time is as old as its point.
      long time = each.getTimeUnixNano() == 0 ? pointTime : each.getTimeUnixNano();
      if (!clock.isKept(time)) {
        rejections.cut("exemplar_time", "an exemplar too old or too far ahead");
        continue;
      }
      exemplars.add(
          new Exemplar(
              time,
              value,
              attributes.map(each.getFilteredAttributesList(), 0, rejections).values(),
              WireIds.traceId(each.getTraceId()),
              WireIds.spanId(each.getSpanId())));
    }
    return exemplars;
  }
}
