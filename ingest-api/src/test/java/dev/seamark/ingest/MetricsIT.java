package dev.seamark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.seamark.core.metric.MetricNumber;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.metric.PointQuery;
import dev.seamark.core.metric.StoredPoint;
import dev.seamark.core.metric.Temporality;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.embedded.junit.RedisExtension;
import dev.seamark.ingest.otlp.MetricRequests;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.ClickHouseSettings;
import dev.seamark.storage.clickhouse.ClickHouseSettings.Account;
import dev.seamark.storage.clickhouse.metric.ClickHouseMetricReader;
import dev.seamark.storage.clickhouse.read.ReadLimits;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Metrics from the request through queue and engine to the reader. */
class MetricsIT {
  @RegisterExtension static final ClickHouseExtension clickhouse = ClickHouseExtension.create();
  @RegisterExtension static final RedisExtension redis = RedisExtension.create();

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String PROTOBUF = "application/x-protobuf";

  /** Where the service puts what comes with the first key. */
  private static final WorkspaceId WORKSPACE = new WorkspaceId(new UUID(0, 1));

  private static final ProjectId PROJECT = new ProjectId(new UUID(0, 2));

  @SuppressWarnings("NullAway.Init")
  private static IngestService service;

  @SuppressWarnings("NullAway.Init")
  private static IngestClient client;

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse reading;

  @SuppressWarnings("NullAway.Init")
  private static ClickHouseMetricReader reader;

  @BeforeAll
  static void start() {
    // Recorded requests grow old.
    service =
        IngestService.start(
            clickhouse, redis, "bootstrap.retention-days=10000", "metrics.max-age=10000d");
    client = service.client();
    reading =
        ClickHouse.reader(
            ClickHouseSettings.of(
                URI.create(clickhouse.url()),
                clickhouse.database(),
                new Account(clickhouse.user(), clickhouse.password()),
                new Account(clickhouse.readerUser(), clickhouse.readerPassword())));
    reader = new ClickHouseMetricReader(reading, ReadLimits.DEFAULT, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    reading.close();
    client.close();
    service.close();
  }

  @Test
  void everyKind_comesBackAsSent() {
    long time = now();
    Metric.Builder histogram =
        Metric.newBuilder()
            .setName("it.latency")
            .setUnit("s")
            .setHistogram(
                Histogram.newBuilder()
                    .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                    .addDataPoints(
                        HistogramDataPoint.newBuilder()
                            .setStartTimeUnixNano(time - 7)
                            .setTimeUnixNano(time)
                            .setCount(3)
                            .setSum(1.5)
                            .addAllBucketCounts(List.of(1L, 2L))
                            .addExplicitBounds(0.25)
                            .addExemplars(
                                Exemplar.newBuilder()
                                    .setTimeUnixNano(time - 3)
                                    .setAsDouble(0.5)
                                    .setTraceId(
                                        ByteString.fromHex("5b8efff798038103d269b633813fc60c")))));
    assertThat(post(MetricRequests.of(histogram, MetricRequests.counter(2, time)).toByteArray()))
        .isEqualTo(200);
    MetricPoint.Histogram read = (MetricPoint.Histogram) await("it.latency", 1).getFirst();
    assertThat(read.startEpochNanos()).isEqualTo(time - 7);
    assertThat(read.epochNanos()).isEqualTo(time);
    assertThat(read.count()).isEqualTo(3);
    assertThat(read.sum()).isEqualTo(1.5);
    assertThat(read.min()).isNull();
    assertThat(read.bucketCounts()).containsExactly(1L, 2L);
    assertThat(read.explicitBounds()).containsExactly(0.25);
    assertThat(read.series().temporality()).isEqualTo(Temporality.DELTA);
    assertThat(read.exemplars()).hasSize(1);
    assertThat(read.exemplars().getFirst().traceId())
        .hasToString("5b8efff798038103d269b633813fc60c");
    assertThat(await("http.server.requests", 2))
        .extracting(point -> point.series().resource().serviceName())
        .containsOnly("shop");
  }

  @Test
  void acknowledged_countsOnce_howeverOftenItIsSent() {
    long time = now();
    byte[] body =
        MetricRequests.of(MetricRequests.counter(100, time).setName("it.repeated")).toByteArray();
    for (int i = 0; i < 3; i++) {
      assertThat(post(body)).isEqualTo(200);
    }
    await("it.repeated", 100);
    assertThat(post(body)).isEqualTo(200);
    byte[] marker =
        MetricRequests.of(MetricRequests.counter(1, time).setName("it.marker")).toByteArray();
    assertThat(post(marker)).isEqualTo(200);
    await("it.marker", 1);
    assertThat(number("SELECT count() FROM metric_samples WHERE metric_name = 'it.repeated'"))
        .isEqualTo(100);
    assertThat(
            number("SELECT sum(sample_count) FROM metric_hours WHERE metric_name = 'it.repeated'"))
        .isEqualTo(100);
    assertThat(number("SELECT count() FROM metric_series WHERE metric_name = 'it.repeated'"))
        .isEqualTo(100);
  }

  @Test
  void recordedRequests_areReadBack() throws IOException {
    assertThat(post(recorded("otel-js-http"), "content-type", "application/json")).isEqualTo(200);
    assertThat(post(recorded("otel-javaagent"), "content-type", PROTOBUF)).isEqualTo(200);
    assertThat(((MetricPoint.Sample) await("temp", 1).getFirst()).value())
        .isEqualTo(new MetricNumber.Real(21.5));
    assertThat(await("jvm.memory.used", 8))
        .allSatisfy(point -> assertThat(point.series().unit()).isEqualTo("By"));
    assertThat(await("http.server.request.duration", 2))
        .anySatisfy(point -> assertThat(point.exemplars()).isNotEmpty());
  }

  private static byte[] recorded(String name) throws IOException {
    String path = "/fixtures/" + name + ".metrics";
    try (InputStream resource = MetricsIT.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(resource, path).readAllBytes();
    }
  }

  private static int post(byte[] protobuf) {
    return post(protobuf, "content-type", PROTOBUF);
  }

  private static int post(byte[] body, String... headers) {
    return client.post("/v1/metrics", body, headers).statusCode();
  }

  private static List<MetricPoint> await(String metric, int points) {
    PointQuery query = PointQuery.newest(WORKSPACE, PROJECT, metric).withLimit(1000);
    Await.untilEqual(points, LIMIT, () -> reader.findPoints(query).items().size());
    return reader.findPoints(query).items().stream().map(StoredPoint::point).toList();
  }

  private static long number(String sql) {
    return new StoredSpans(clickhouse).number(sql);
  }

  private static long now() {
    Instant now = Clock.systemUTC().instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
