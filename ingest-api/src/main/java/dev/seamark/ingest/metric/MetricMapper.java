package dev.seamark.ingest.metric;

import dev.seamark.core.metric.MetricKind;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.metric.MetricSeries;
import dev.seamark.core.metric.Temporality;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.attribute.ResourceMapper;
import dev.seamark.ingest.otlp.RecordClock;
import dev.seamark.ingest.otlp.Rejections;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Maps an export request to data points, each with its series. */
final class MetricMapper {
  private final AttributeMapper attributes;
  private final ResourceMapper resources;
  private final PointMapper points;
  private final MetricLimits limits;

  MetricMapper(AttributeMapper attributes, MetricLimits limits) {
    this.attributes = attributes;
    this.resources = new ResourceMapper(attributes, limits.maxNameLength());
    this.points = new PointMapper(attributes, limits);
    this.limits = limits;
  }

  /**
   * Maps the points that can be kept, in order.
   *
   * @param clock what points' times are compared with
   * @param sink gets the points
   * @param rejections gets what was rejected or cut
   */
  void map(
      ExportMetricsServiceRequest request,
      RecordClock clock,
      PointSink sink,
      Rejections rejections) {
    for (ResourceMetrics ofResource : request.getResourceMetricsList()) {
      Resource resource =
          resources.resource(ofResource.getResource(), ofResource.getSchemaUrl(), rejections);
      for (ScopeMetrics ofScope : ofResource.getScopeMetricsList()) {
        InstrumentationScope scope =
            resources.scope(ofScope.getScope(), ofScope.getSchemaUrl(), rejections);
        for (Metric sent : ofScope.getMetricsList()) {
          new Family(sent, resource, scope, clock, sink, rejections).map();
        }
      }
    }
    sink.flush();
  }

  /** What a metric says of all of its points. */
  private record Shape(MetricKind kind, Temporality temporality, boolean isMonotonic) {
    static Shape of(MetricKind kind, int temporality) {
      return new Shape(kind, Temporality.of(temporality), false);
    }

    static Shape of(MetricKind kind) {
      return new Shape(kind, Temporality.UNSPECIFIED, false);
    }
  }

  /** Maps one point; {@code null} when it was rejected. */
  @FunctionalInterface
  private interface PointMapping<T> {
    @Nullable MetricPoint map(
        T sent, MetricSeries series, RecordClock clock, Rejections rejections);
  }

  /** The points of one metric of one resource and scope. */
  private final class Family {
    private final Metric sent;
    private final Resource resource;
    private final InstrumentationScope scope;
    private final RecordClock clock;
    private final PointSink sink;
    private final Rejections rejections;
    private final String unit;
    private final String description;
    private final Map<String, AttributeValue> metadata;

    Family(
        Metric sent,
        Resource resource,
        InstrumentationScope scope,
        RecordClock clock,
        PointSink sink,
        Rejections rejections) {
      this.sent = sent;
      this.resource = resource;
      this.scope = scope;
      this.clock = clock;
      this.sink = sink;
      this.rejections = rejections;
      this.unit = attributes.text(sent.getUnit(), limits.maxNameLength(), rejections);
      this.description = attributes.text(sent.getDescription(), rejections);
      this.metadata = attributes.map(sent.getMetadataList(), 0, rejections).values();
    }

    void map() {
      switch (sent.getDataCase()) {
        case GAUGE ->
            each(
                Shape.of(MetricKind.GAUGE),
                sent.getGauge().getDataPointsList(),
                NumberDataPoint::getAttributesList,
                points::sample);
        case SUM ->
            each(
                new Shape(
                    MetricKind.SUM,
                    Temporality.of(sent.getSum().getAggregationTemporalityValue()),
                    sent.getSum().getIsMonotonic()),
                sent.getSum().getDataPointsList(),
                NumberDataPoint::getAttributesList,
                points::sample);
        case HISTOGRAM ->
            each(
                Shape.of(
                    MetricKind.HISTOGRAM, sent.getHistogram().getAggregationTemporalityValue()),
                sent.getHistogram().getDataPointsList(),
                HistogramDataPoint::getAttributesList,
                points::histogram);
        case EXPONENTIAL_HISTOGRAM ->
            each(
                Shape.of(
                    MetricKind.EXPONENTIAL_HISTOGRAM,
                    sent.getExponentialHistogram().getAggregationTemporalityValue()),
                sent.getExponentialHistogram().getDataPointsList(),
                ExponentialHistogramDataPoint::getAttributesList,
                points::exponentialHistogram);
        case SUMMARY ->
            each(
                Shape.of(MetricKind.SUMMARY),
                sent.getSummary().getDataPointsList(),
                SummaryDataPoint::getAttributesList,
                points::summary);
        // A metric without points has nothing to reject.
        case DATA_NOT_SET -> {}
      }
    }

    private <T> void each(
        Shape shape,
        List<T> data,
        Function<T, List<KeyValue>> attributesOf,
        PointMapping<T> mapping) {
      int nameLength = sent.getName().length();
      for (T point : data) {
        if (nameLength == 0 || nameLength > limits.maxNameLength()) {
          rejections.reject(
              "metric_name",
              nameLength + " characters (expected: 1.." + limits.maxNameLength() + ")");
        } else if (sink.isFull()) {
          rejections.reject(
              "too_many_points", "a request with more than " + limits.maxPoints() + " data points");
        } else {
          MetricSeries series = series(shape, attributesOf.apply(point));
          MetricPoint mapped = mapping.map(point, series, clock, rejections);
          if (mapped != null) {
            sink.add(mapped);
          }
        }
      }
    }

    private MetricSeries series(Shape shape, List<KeyValue> ofPoint) {
      return new MetricSeries(
          sent.getName(),
          shape.kind(),
          shape.temporality(),
          shape.isMonotonic(),
          unit,
          description,
          attributes.map(ofPoint, 0, rejections).values(),
          metadata,
          resource,
          scope);
    }
  }
}
