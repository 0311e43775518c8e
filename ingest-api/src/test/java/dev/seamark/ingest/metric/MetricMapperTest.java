package dev.seamark.ingest.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.seamark.core.metric.MetricKind;
import dev.seamark.core.metric.MetricNumber;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.metric.MetricSeries;
import dev.seamark.core.metric.Temporality;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.ingest.attribute.AttributeLimits;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.otlp.MetricRequests;
import dev.seamark.ingest.otlp.RecordClock;
import dev.seamark.ingest.otlp.Rejections;
import dev.seamark.ingest.otlp.Requests;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricMapperTest {
  private static final long NOW = 1_795_000_000_123_456_789L;
  private static final long START = NOW - 60_000_000_001L;
  private static final long DAY = Duration.ofDays(1).toNanos();
  private static final int ROOM = 10;
  private static final RecordClock CLOCK =
      new RecordClock(NOW, Duration.ofDays(400), Duration.ofDays(30), Duration.ofHours(24));

  private final Rejections rejections = new Rejections();
  private final MetricMapper mapper =
      new MetricMapper(
          new AttributeMapper(new AttributeLimits(4, 20, 20, 2)),
          new MetricLimits(ROOM, 4, 2, 30, Duration.ofDays(400), Duration.ofHours(24)));

  @Test
  void map_gauge() {
    MetricPoint.Sample sample =
        (MetricPoint.Sample)
            only(
                MetricRequests.gauge(
                        NumberDataPoint.newBuilder()
                            .setTimeUnixNano(NOW)
                            .setAsDouble(Double.NEGATIVE_INFINITY)
                            .addAttributes(Requests.text("pool", "db")))
                    .setDescription("Items waiting")
                    .addMetadata(Requests.text("source", "jmx")));
    MetricSeries series = sample.series();
    assertThat(series.name()).isEqualTo("queue.size");
    assertThat(series.unit()).isEqualTo("{item}");
    assertThat(series.description()).isEqualTo("Items waiting");
    assertThat(series.metadata()).isEqualTo(Map.of("source", new AttributeValue.Text("jmx")));
    assertThat(series.attributes()).isEqualTo(Map.of("pool", new AttributeValue.Text("db")));
    assertThat(series.kind()).isEqualTo(MetricKind.GAUGE);
    assertThat(series.temporality()).isEqualTo(Temporality.UNSPECIFIED);
    assertThat(series.isMonotonic()).isFalse();
    assertThat(series.resource().serviceName()).isEqualTo("shop");
    assertThat(series.scope().name()).isEqualTo("demo");
    assertThat(sample.value()).isEqualTo(new MetricNumber.Real(Double.NEGATIVE_INFINITY));
    assertThat(sample.epochNanos()).isEqualTo(NOW);
    assertThat(sample.startEpochNanos()).isZero();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
  void map_sum_ofEveryTemporality(AggregationTemporality temporality) {
    MetricPoint.Sample sample =
        (MetricPoint.Sample)
            only(
                Metric.newBuilder()
                    .setName("bytes")
                    .setSum(
                        Sum.newBuilder()
                            .setAggregationTemporality(temporality)
                            .setIsMonotonic(true)
                            .addDataPoints(
                                MetricRequests.point(NOW, Long.MAX_VALUE)
                                    .setStartTimeUnixNano(START)
                                    .setFlags(6))));
    assertThat(sample.series().kind()).isEqualTo(MetricKind.SUM);
    assertThat(sample.series().temporality())
        .isEqualTo(
            switch (temporality) {
              case AGGREGATION_TEMPORALITY_DELTA -> Temporality.DELTA;
              case AGGREGATION_TEMPORALITY_CUMULATIVE -> Temporality.CUMULATIVE;
              default -> Temporality.UNSPECIFIED;
            });
    assertThat(sample.series().isMonotonic()).isTrue();
    assertThat(sample.value()).isEqualTo(new MetricNumber.Int(Long.MAX_VALUE));
    assertThat(sample.startEpochNanos()).isEqualTo(START);
    assertThat(sample.flags()).isEqualTo(6);
  }

  @Test
  void map_histogram() {
    MetricPoint.Histogram histogram =
        (MetricPoint.Histogram)
            only(
                histogram(
                    HistogramDataPoint.newBuilder()
                        .setTimeUnixNano(NOW)
                        .setStartTimeUnixNano(START)
                        .setCount(6)
                        .setSum(21.5)
                        .setMin(-1)
                        .setMax(9)
                        .addAllBucketCounts(List.of(1L, 2L, 3L))
                        .addAllExplicitBounds(List.of(0.5, 1.5))));
    assertThat(histogram.series().kind()).isEqualTo(MetricKind.HISTOGRAM);
    assertThat(histogram.series().temporality()).isEqualTo(Temporality.DELTA);
    assertThat(histogram.count()).isEqualTo(6);
    assertThat(histogram.sum()).isEqualTo(21.5);
    assertThat(histogram.min()).isEqualTo(-1);
    assertThat(histogram.max()).isEqualTo(9);
    assertThat(histogram.bucketCounts()).containsExactly(1L, 2L, 3L);
    assertThat(histogram.explicitBounds()).containsExactly(0.5, 1.5);
  }

  @Test
  void map_histogram_withoutSumMinMaxAndBuckets() {
    MetricPoint.Histogram histogram =
        (MetricPoint.Histogram)
            only(histogram(HistogramDataPoint.newBuilder().setTimeUnixNano(NOW).setCount(-1)));
    assertThat(histogram.count()).isEqualTo(-1); // Unsigned.
    assertThat(histogram.sum()).isNull();
    assertThat(histogram.min()).isNull();
    assertThat(histogram.max()).isNull();
    assertThat(histogram.bucketCounts()).isEmpty();
  }

  @Test
  void map_exponentialHistogram() {
    MetricPoint.ExponentialHistogram histogram =
        (MetricPoint.ExponentialHistogram)
            only(
                exponential(
                    ExponentialHistogramDataPoint.newBuilder()
                        .setTimeUnixNano(NOW)
                        .setCount(10)
                        .setSum(3)
                        .setScale(-3)
                        .setZeroCount(4)
                        .setZeroThreshold(1e-9)
                        .setPositive(
                            Buckets.newBuilder().setOffset(-7).addAllBucketCounts(List.of(1L, 0L)))
                        .setNegative(
                            Buckets.newBuilder().setOffset(3).addAllBucketCounts(List.of(5L)))));
    assertThat(histogram.series().temporality()).isEqualTo(Temporality.CUMULATIVE);
    assertThat(histogram.scale()).isEqualTo(-3);
    assertThat(histogram.zeroCount()).isEqualTo(4);
    assertThat(histogram.zeroThreshold()).isEqualTo(1e-9);
    assertThat(histogram.positive()).isEqualTo(new MetricPoint.Buckets(-7, List.of(1L, 0L)));
    assertThat(histogram.negative()).isEqualTo(new MetricPoint.Buckets(3, List.of(5L)));
    assertThat(histogram.sum()).isEqualTo(3);
    assertThat(histogram.min()).isNull();
  }

  @Test
  void map_summary() {
    MetricPoint.Summary summary =
        (MetricPoint.Summary)
            only(
                Metric.newBuilder()
                    .setName("gc.pause")
                    .setSummary(
                        Summary.newBuilder()
                            .addDataPoints(
                                SummaryDataPoint.newBuilder()
                                    .setTimeUnixNano(NOW)
                                    .setCount(3)
                                    .setSum(0.3)
                                    .addQuantileValues(quantile(0, 0.05))
                                    .addQuantileValues(quantile(1, 0.2)))));
    assertThat(summary.series().kind()).isEqualTo(MetricKind.SUMMARY);
    assertThat(summary.count()).isEqualTo(3);
    assertThat(summary.quantiles())
        .containsExactly(new MetricPoint.Quantile(0, 0.05), new MetricPoint.Quantile(1, 0.2));
  }

  @Test
  void map_noRecordedValue_isKeptWithItsFlag() {
    MetricPoint.Sample sample =
        (MetricPoint.Sample)
            only(
                MetricRequests.gauge(
                    NumberDataPoint.newBuilder().setTimeUnixNano(NOW).setFlags(1)));
    assertThat(sample.flags()).isEqualTo(MetricPoint.NO_RECORDED_VALUE);
    assertThat(map(MetricRequests.gauge(NumberDataPoint.newBuilder().setTimeUnixNano(NOW))))
        .isEmpty();
    assertThat(rejections.rejectedByReason()).isEqualTo(Map.of("value", 1L));
  }

  @Test
  void map_exemplars() {
    Exemplar.Builder full =
        Exemplar.newBuilder()
            .setTimeUnixNano(NOW - 5)
            .setAsDouble(0.25)
            .setTraceId(ByteString.fromHex("5b8efff798038103d269b633813fc60c"))
            .setSpanId(ByteString.fromHex("eee19b7ec3c1b174"))
            .addFilteredAttributes(Requests.text("user", "7"));
    MetricPoint point =
        warned(
            MetricRequests.gauge(
                MetricRequests.point(NOW, 1)
                    .addExemplars(Exemplar.newBuilder().setTimeUnixNano(NOW))
                    .addExemplars(Exemplar.newBuilder().setTimeUnixNano(7).setAsInt(1))
                    .addExemplars(full)
                    .addExemplars(Exemplar.newBuilder().setAsInt(9))
                    .addExemplars(full)));
    assertThat(point.exemplars())
        .containsExactly(
            new dev.seamark.core.metric.Exemplar(
                NOW - 5,
                new MetricNumber.Real(0.25),
                Map.of("user", new AttributeValue.Text("7")),
                dev.seamark.core.span.TraceId.parse("5b8efff798038103d269b633813fc60c"),
                dev.seamark.core.span.SpanId.parse("eee19b7ec3c1b174")),
            new dev.seamark.core.metric.Exemplar(
                NOW, new MetricNumber.Int(9), Map.of(), null, null));
    assertThat(rejections.cutByKind())
        .isEqualTo(Map.of("exemplar_value", 1L, "exemplar_time", 1L, "exemplar_count", 1L));
  }

  @Test
  void map_absurdTimes_areRejectedAlone() {
    assertThat(
            map(
                MetricRequests.gauge(
                    MetricRequests.point(0, 1),
                    MetricRequests.point(NOW - 31 * DAY, 2),
                    MetricRequests.point(NOW - 401 * DAY, 3),
                    MetricRequests.point(NOW + 2 * DAY, 4),
                    MetricRequests.point(NOW, 5).setStartTimeUnixNano(-1),
                    MetricRequests.point(NOW, 6))))
        .hasSize(1);
    assertThat(rejections.rejectedByReason())
        .isEqualTo(
            Map.of(
                "time",
                1L,
                "time_expired",
                1L,
                "time_old",
                1L,
                "time_ahead",
                1L,
                "start_time_ahead",
                1L));
  }

  @Test
  void map_badBuckets_areRejectedAlone() {
    assertThat(
            map(
                histogram(
                    HistogramDataPoint.newBuilder()
                        .setTimeUnixNano(NOW)
                        .addAllBucketCounts(List.of(1L, 2L))
                        .addAllExplicitBounds(List.of(1.0, 2.0))),
                histogram(
                    HistogramDataPoint.newBuilder()
                        .setTimeUnixNano(NOW)
                        .addAllBucketCounts(Collections.nCopies(5, 1L))
                        .addAllExplicitBounds(Collections.nCopies(4, 1.0))),
                histogram(
                    HistogramDataPoint.newBuilder()
                        .setTimeUnixNano(NOW)
                        .addAllExplicitBounds(Collections.nCopies(5, 1.0))),
                exponential(
                    ExponentialHistogramDataPoint.newBuilder()
                        .setTimeUnixNano(NOW)
                        .setNegative(
                            Buckets.newBuilder().addAllBucketCounts(Collections.nCopies(5, 0L)))),
                MetricRequests.gauge(MetricRequests.point(NOW, 1))))
        .hasSize(1);
    assertThat(rejections.rejectedByReason())
        .isEqualTo(Map.of("bucket_counts", 1L, "bucket_count", 3L));
  }

  @Test
  void map_badNames_areRejectedAlone() {
    assertThat(
            map(
                MetricRequests.gauge(MetricRequests.point(NOW, 1)).setName(""),
                MetricRequests.gauge(MetricRequests.point(NOW, 1)).setName("x".repeat(31)),
                Metric.newBuilder().setName("without.points"),
                MetricRequests.gauge(MetricRequests.point(NOW, 1))))
        .hasSize(1);
    assertThat(rejections.rejectedByReason()).isEqualTo(Map.of("metric_name", 2L));
  }

  @Test
  void map_surplus_isRejected() {
    assertThat(map(MetricRequests.counter(ROOM + 3, NOW))).hasSize(ROOM);
    assertThat(rejections.rejectedByReason()).isEqualTo(Map.of("too_many_points", 3L));
  }

  private static Metric.Builder histogram(HistogramDataPoint.Builder point) {
    return Metric.newBuilder()
        .setName("latency")
        .setHistogram(
            Histogram.newBuilder()
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                .addDataPoints(point));
  }

  private static Metric.Builder exponential(ExponentialHistogramDataPoint.Builder point) {
    return Metric.newBuilder()
        .setName("latency.exp")
        .setExponentialHistogram(
            ExponentialHistogram.newBuilder()
                .setAggregationTemporality(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(point));
  }

  private static SummaryDataPoint.ValueAtQuantile quantile(double quantile, double value) {
    return SummaryDataPoint.ValueAtQuantile.newBuilder()
        .setQuantile(quantile)
        .setValue(value)
        .build();
  }

  private MetricPoint only(Metric.Builder metric) {
    MetricPoint point = warned(metric);
    assertThat(rejections.message()).isEmpty();
    return point;
  }

  private MetricPoint warned(Metric.Builder metric) {
    List<MetricPoint> points = map(metric);
    assertThat(points).hasSize(1);
    assertThat(rejections.rejectedCount()).isZero();
    return points.getFirst();
  }

  private List<MetricPoint> map(Metric.Builder... metrics) {
    List<MetricPoint> points = new ArrayList<>();
    mapper.map(MetricRequests.of(metrics), CLOCK, new PointSink(ROOM, points::addAll), rejections);
    return points;
  }
}
