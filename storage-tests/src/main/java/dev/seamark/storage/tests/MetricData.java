package dev.seamark.storage.tests;

import dev.seamark.core.metric.Exemplar;
import dev.seamark.core.metric.MetricKind;
import dev.seamark.core.metric.MetricNumber;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.metric.MetricPoint.Buckets;
import dev.seamark.core.metric.MetricPoint.Quantile;
import dev.seamark.core.metric.MetricSeries;
import dev.seamark.core.metric.Temporality;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import java.util.List;
import java.util.Map;

/** Points as tests need them. */
public final class MetricData {
  private MetricData() {}

  /** A series with one attribute. */
  public static MetricSeries series(
      String name, MetricKind kind, Temporality temporality, String service, String route) {
    return new MetricSeries(
        name,
        kind,
        temporality,
        kind == MetricKind.SUM,
        "1",
        "",
        Map.of("route", new AttributeValue.Text(route)),
        Map.of(),
        SpanData.resource(service),
        InstrumentationScope.NONE);
  }

  /** A series that uses every field and every attribute type. */
  public static MetricSeries fullestSeries(String name, MetricKind kind, Temporality temporality) {
    Map<String, AttributeValue> attributes = SpanData.everyType();
    return new MetricSeries(
        name,
        kind,
        temporality,
        kind == MetricKind.SUM,
        "{größe}",
        "What it \"says\"",
        attributes,
        Map.of("source", new AttributeValue.Text("jmx")),
        SpanData.resource("agent"),
        new InstrumentationScope(
            "io.example.meter", "1.2.3", attributes, 7, "https://opentelemetry.io/schemas/1.26.0"));
  }

  /** A point of a gauge. */
  public static MetricPoint.Sample gauge(
      String name, String service, String route, long time, double value) {
    return new MetricPoint.Sample(
        series(name, MetricKind.GAUGE, Temporality.UNSPECIFIED, service, route),
        0,
        time,
        0,
        new MetricNumber.Real(value),
        List.of());
  }

  /** A point of a cumulative counter. */
  public static MetricPoint.Sample counter(
      String name, String route, long start, long time, long value) {
    return new MetricPoint.Sample(
        series(name, MetricKind.SUM, Temporality.CUMULATIVE, "shop", route),
        start,
        time,
        0,
        new MetricNumber.Int(value),
        List.of());
  }

  /** A point of every shape with everything that it can have, all of one metric. */
  public static List<MetricPoint> fullestPoints(String name, long time) {
    List<Exemplar> exemplars =
        List.of(
            new Exemplar(
                time - 20,
                new MetricNumber.Int(Long.MIN_VALUE),
                SpanData.everyType(),
                new TraceId(-1, 1),
                new SpanId(-2)),
            new Exemplar(time - 10, new MetricNumber.Real(0.1), Map.of(), null, null));
    return List.of(
        new MetricPoint.Sample(
            fullestSeries(name, MetricKind.GAUGE, Temporality.UNSPECIFIED),
            0,
            time,
            0xffff_fffe,
            new MetricNumber.Real(Double.NaN),
            exemplars),
        new MetricPoint.Sample(
            fullestSeries(name, MetricKind.SUM, Temporality.DELTA),
            time - 1_000_000_007,
            time + 1,
            0,
            new MetricNumber.Int((1L << 53) + 1),
            List.of()),
        new MetricPoint.Histogram(
            fullestSeries(name, MetricKind.HISTOGRAM, Temporality.CUMULATIVE),
            time - 1_000_000_007,
            time + 2,
            0,
            -1,
            -0.5,
            Double.NEGATIVE_INFINITY,
            1e300,
            List.of(1L, -1L, 0L),
            List.of(-1.5, Double.POSITIVE_INFINITY),
            exemplars),
        new MetricPoint.Histogram(
            series(name, MetricKind.HISTOGRAM, Temporality.DELTA, "shop", "/"),
            0,
            time + 3,
            MetricPoint.NO_RECORDED_VALUE,
            0,
            null,
            null,
            null,
            List.of(),
            List.of(),
            List.of()),
        new MetricPoint.ExponentialHistogram(
            fullestSeries(name, MetricKind.EXPONENTIAL_HISTOGRAM, Temporality.DELTA),
            time - 1_000_000_007,
            time + 4,
            0,
            10,
            5.5,
            null,
            9.0,
            -10,
            3,
            1e-9,
            new Buckets(-7, List.of(1L, 0L, 4L)),
            new Buckets(Integer.MAX_VALUE, List.of(2L)),
            exemplars),
        new MetricPoint.Summary(
            fullestSeries(name, MetricKind.SUMMARY, Temporality.UNSPECIFIED),
            0,
            time + 5,
            0,
            3,
            0.25,
            List.of(new Quantile(0, 0.05), new Quantile(0.99, Double.NaN), new Quantile(1, 0.2))));
  }
}
