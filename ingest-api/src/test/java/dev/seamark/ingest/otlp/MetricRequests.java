package dev.seamark.ingest.otlp;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Export requests of metrics. */
public final class MetricRequests {
  private MetricRequests() {}

  public static ExportMetricsServiceRequest of(Metric.Builder... metrics) {
    return of(Arrays.stream(metrics).map(Metric.Builder::build).toList());
  }

  public static ExportMetricsServiceRequest of(List<Metric> metrics) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(
                    Resource.newBuilder().addAttributes(Requests.text("service.name", "shop")))
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .setScope(
                            InstrumentationScope.newBuilder().setName("demo").setVersion("1.0"))
                        .addAllMetrics(metrics)))
        .build();
  }

  public static NumberDataPoint.Builder point(long epochNanos, long value) {
    return NumberDataPoint.newBuilder().setTimeUnixNano(epochNanos).setAsInt(value);
  }

  public static Metric.Builder gauge(NumberDataPoint.Builder... points) {
    Gauge.Builder gauge = Gauge.newBuilder();
    for (NumberDataPoint.Builder point : points) {
      gauge.addDataPoints(point);
    }
    return Metric.newBuilder().setName("queue.size").setUnit("{item}").setGauge(gauge);
  }

  /** A counter's points, told apart by their attribute {@code route}. */
  public static Metric.Builder counter(int points, long epochNanos) {
    return Metric.newBuilder()
        .setName("http.server.requests")
        .setUnit("{request}")
        .setDescription("Requests served")
        .setSum(
            Sum.newBuilder()
                .setIsMonotonic(true)
                .setAggregationTemporality(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addAllDataPoints(
                    IntStream.range(0, points)
                        .mapToObj(i ->
                            point(epochNanos, i)
                                .setStartTimeUnixNano(epochNanos - 1_000_000_000)
                                .addAttributes(Requests.text("route", "/" + i))
                                .build())
                        .toList()));
  }
}
