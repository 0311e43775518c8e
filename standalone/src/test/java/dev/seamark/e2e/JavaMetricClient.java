package dev.seamark.e2e;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The OpenTelemetry SDK for Java, sending every kind of metric that it has. */
final class JavaMetricClient {
  static final String TRACE_ID = "5b8efff798038103d269b633813fc60c";

  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("route");

  private final URI endpoint;
  private final String key;

  JavaMetricClient(URI endpoint, String key) {
    this.endpoint = endpoint;
    this.key = key;
  }

  /**
   * Measures and exports several times, by http/protobuf.
   *
   * @throws IllegalStateException when the server did not acknowledge all of it
   */
  List<MetricData> send(
      String service, String prefix, int exports, AggregationTemporalitySelector temporality) {
    Recorder recorder =
        new Recorder(
            OtlpHttpMetricExporter.builder()
                .setEndpoint(endpoint + "/v1/metrics")
                .addHeader("Authorization", "Bearer " + key)
                .setCompression("gzip")
                .setAggregationTemporalitySelector(temporality)
                .setTimeout(Duration.ofSeconds(30))
                .build());
    try (SdkMeterProvider provider =
            SdkMeterProvider.builder()
                .setResource(JavaClient.resource(service))
                .setExemplarFilter(ExemplarFilter.traceBased())
                .registerView(
                    InstrumentSelector.builder().setName(prefix + ".exponential").build(),
                    View.builder()
                        .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                        .build())
                .registerMetricReader(
                    PeriodicMetricReader.builder(recorder).setInterval(Duration.ofDays(1)).build())
                .build();
        Scope _ = span().makeCurrent()) {
      Meter meter = provider.meterBuilder("e2e.meter").setInstrumentationVersion("0.9.1").build();
      var counter = meter.counterBuilder(prefix + ".counter").setUnit("{request}").build();
      var upDown = meter.upDownCounterBuilder(prefix + ".updown").ofDoubles().build();
      var gauge = meter.gaugeBuilder(prefix + ".gauge").setDescription("How warm it is").build();
      var large = meter.counterBuilder(prefix + ".large").setUnit("By").build();
      var histogram = meter.histogramBuilder(prefix + ".histogram").setUnit("s").build();
      var exponential = meter.histogramBuilder(prefix + ".exponential").setUnit("s").build();
      for (int i = 0; i < exports; i++) {
        for (String route : List.of("/cart", "/größe")) {
          Attributes attributes = Attributes.of(ROUTE, route, AttributeKey.longKey("code"), 200L);
          counter.add(1 + i, attributes);
          upDown.add(i % 2 == 0 ? 2.5 : -3.25, attributes);
          gauge.set(21.5 + i, attributes);
          large.add((1L << 53) + 1, attributes);
          histogram.record(i * 7.25, attributes);
          exponential.record(1e-9 * (i + 1), attributes);
          exponential.record(0, attributes);
        }
        if (!provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()) {
          throw new IllegalStateException("export " + i + " was not acknowledged");
        }
      }
    }
    return List.copyOf(recorder.acknowledged);
  }

  private static Context span() {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.create(
                    TRACE_ID,
                    "eee19b7ec3c1b174",
                    TraceFlags.getSampled(),
                    TraceState.getDefault())));
  }

  /** Keeps what the server acknowledged. */
  private static final class Recorder implements MetricExporter {
    private final OtlpHttpMetricExporter exporter;
    private final Collection<MetricData> acknowledged = new ConcurrentLinkedQueue<>();

    Recorder(OtlpHttpMetricExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return exporter.getAggregationTemporality(type);
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      CompletableResultCode result = exporter.export(metrics);
      result.whenComplete(() -> {
        if (result.isSuccess()) {
          acknowledged.addAll(metrics);
        }
      });
      return result;
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
