package dev.seamark.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.ingest.MetricEncoder;
import dev.seamark.core.metric.MetricKind;
import dev.seamark.core.metric.MetricNumber;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.metric.MetricSeries;
import dev.seamark.core.metric.Temporality;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.ingest.attribute.AttributeLimits;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.body.ContentCoding;
import dev.seamark.ingest.metric.MetricLimits;
import dev.seamark.ingest.metric.MetricSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Metrics as real exporters put them on the wire, recorded. */
class MetricFixturesTest {
  private static final long NOVEMBER_2026 = 1_795_180_000_000_000_000L;

  @Test
  void javaScript_json() throws IOException {
    assertShop(read("otel-js-http", OtlpEncoding.JSON, ContentCoding.IDENTITY));
  }

  @Test
  void javaScript_protobuf() throws IOException {
    assertShop(read("otel-js-proto", OtlpEncoding.PROTOBUF, ContentCoding.IDENTITY));
  }

  @Test
  void javaScript_protobufGzip() throws IOException {
    assertShop(read("otel-js-proto-gzip", OtlpEncoding.PROTOBUF, ContentCoding.GZIP));
  }

  @Test
  void java_protobufGzip() throws IOException {
    List<MetricPoint> points =
        read("otel-java-http-protobuf-gzip", OtlpEncoding.PROTOBUF, ContentCoding.GZIP);
    assertThat(points).hasSize(12);
    MetricPoint.Sample requests = (MetricPoint.Sample) named(points, "http.requests");
    assertThat(requests.value()).isEqualTo(new MetricNumber.Int(5));
    assertThat(requests.startEpochNanos()).isEqualTo(1_795_171_810_482_356_077L);
    assertThat(requests.series().isMonotonic()).isTrue();
    assertThat(named(points, "queue").series().isMonotonic()).isFalse();
    assertThat(((MetricPoint.Histogram) named(points, "latency")).bucketCounts()).hasSize(16);
  }

  @Test
  void javaAgent_withExemplars() throws IOException {
    List<MetricPoint> points =
        read("otel-javaagent", OtlpEncoding.PROTOBUF, ContentCoding.IDENTITY);
    MetricPoint.Histogram duration =
        (MetricPoint.Histogram) named(points, "http.server.request.duration");
    assertThat(duration.exemplars()).isNotEmpty();
    assertThat(duration.exemplars().getFirst().epochNanos()).isEqualTo(1_795_171_856_156_000_000L);
    assertThat(duration.exemplars().getFirst().traceId()).isNotNull();
    assertThat(duration.series().unit()).isEqualTo("s");
    assertThat(points)
        .extracting(point -> point.series().name())
        .contains("jvm.memory.used", "jvm.cpu.time", "jvm.gc.duration");
  }

  /** The same program, sent by three exporters. */
  private static void assertShop(List<MetricPoint> points) {
    assertThat(points)
        .extracting(point -> point.series().name())
        .containsExactly("exp.hist", "http.requests", "queue", "latency", "temp", "gauge");
    MetricPoint.ExponentialHistogram exponential =
        (MetricPoint.ExponentialHistogram) points.getFirst();
    assertThat(exponential.scale()).isEqualTo(20);
    assertThat(exponential.positive()).isEqualTo(new MetricPoint.Buckets(1_806_136, List.of(1L)));
    assertThat(exponential.negative().counts()).isEmpty();
    assertThat(exponential.min()).isEqualTo(3.3);
    MetricSeries requests = points.get(1).series();
    assertThat(requests.kind()).isEqualTo(MetricKind.SUM);
    assertThat(requests.temporality()).isEqualTo(Temporality.CUMULATIVE);
    assertThat(requests.isMonotonic()).isTrue();
    assertThat(requests.unit()).isEqualTo("{request}");
    assertThat(requests.attributes()).isEqualTo(Map.of("route", new AttributeValue.Text("/cart")));
    assertThat(((MetricPoint.Sample) points.get(2)).value()).isEqualTo(new MetricNumber.Real(-2));
    MetricPoint.Histogram latency = (MetricPoint.Histogram) points.get(3);
    assertThat(latency.bucketCounts()).hasSize(16).startsWith(0L, 1L, 0L);
    assertThat(latency.explicitBounds()).hasSize(15).startsWith(0.0, 5.0).endsWith(10_000.0);
    assertThat(latency.sum()).isEqualTo(0.12);
    assertThat(points.get(4).series().kind()).isEqualTo(MetricKind.GAUGE);
    assertThat(((MetricPoint.Sample) points.get(4)).value()).isEqualTo(new MetricNumber.Real(21.5));
  }

  private static MetricPoint named(List<MetricPoint> points, String name) {
    return points.stream()
        .filter(point -> point.series().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<MetricPoint> read(String name, OtlpEncoding encoding, ContentCoding coding)
      throws IOException {
    List<MetricPoint> points = new ArrayList<>();
    MetricSignal signal =
        new MetricSignal(
            new AttributeMapper(new AttributeLimits(512, 512, 1 << 20, 16)),
            new MetricLimits(1000, 2000, 10, 1000, Duration.ofDays(400), Duration.ofHours(24)),
            (owner, accepted, mapped) -> {
              points.addAll(mapped);
              return new MetricEncoder.Encoded(List.of(), () -> {});
            });
    new Recorded(name, encoding, coding).send(signal, NOVEMBER_2026);
    return points;
  }
}
