package dev.seamark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.embedded.junit.RedisExtension;
import dev.seamark.ingest.otlp.MetricRequests;
import dev.seamark.ingest.otlp.Requests;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The service in a small heap of its own, under bodies made to break it. */
class HostileInputIT {
  @RegisterExtension static final ClickHouseExtension clickhouse = ClickHouseExtension.create();
  @RegisterExtension static final RedisExtension redis = RedisExtension.create();

  private static final Duration LIMIT = Duration.ofSeconds(90);

  @Test
  void bombsAndLargeBodies_inASmallHeap() {
    try (IngestProcess service = new IngestProcess(clickhouse, redis, Map.of());
        IngestClient client = new IngestClient(service.port(), IngestService.SECRET);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Await.untilEqual(
          200, LIMIT, () -> status(client, Requests.random(1, now()).toByteArray(), ""));

      byte[] zeros = new byte[200 << 20];
      List<byte[]> bombs = List.of(Requests.gzip(zeros), Requests.zlib(zeros));
      List<CompletableFuture<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        byte[] bomb = bombs.get(i % 2);
        String coding = i % 2 == 0 ? "gzip" : "deflate";
        answers.add(CompletableFuture.supplyAsync(() -> status(client, bomb, coding), threads));
      }
      // A neighbour is served or asked to come back, never harmed.
      byte[] neighbour = Requests.random(5, now()).toByteArray();
      Await.untilEqual(200, LIMIT, () -> status(client, neighbour, ""));
      assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isIn(413, 503));

      // As large as allowed, and honest.
      byte[] large = large(60 << 20);
      Await.untilEqual(200, LIMIT, () -> status(client, Requests.gzip(large), "gzip"));
      assertThat(status(client, large(65 << 20), "")).isEqualTo(413);
      Await.untilEqual(
          true, LIMIT, () -> new StoredSpans(clickhouse).rows() >= (60 << 20) / 70_000);
    }
  }

  /**
   * Lists of buckets and points that take a byte or two on the wire and fifty and more in memory.
   */
  @Test
  void hostileMetrics_inASmallHeap() {
    try (IngestProcess service = new IngestProcess(clickhouse, redis, Map.of());
        IngestClient client = new IngestClient(service.port(), IngestService.SECRET);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Await.untilEqual(
          200, LIMIT, () -> status(client, Requests.random(1, now()).toByteArray(), ""));
      List<byte[]> hostile =
          List.of(
              Requests.gzip(buckets(1, 50_000_000)),
              Requests.gzip(buckets(30_000, 1_500)),
              Requests.gzip(
                  MetricRequests.of(MetricRequests.counter(400_000, now())).toByteArray()));
      List<CompletableFuture<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        byte[] body = hostile.get(i % hostile.size());
        answers.add(
            CompletableFuture.supplyAsync(
                () -> status(client, "/v1/metrics", body, "gzip"), threads));
      }
      byte[] neighbour = Requests.random(5, now()).toByteArray();
      Await.untilEqual(200, LIMIT, () -> status(client, neighbour, ""));
      // Taken in part, refused as too large, or asked to come back; never a failure.
      assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isIn(200, 413, 503));
      assertThat(status(client, Requests.random(1, now()).toByteArray(), "")).isEqualTo(200);
    }
  }

  /** Points of one exponential histogram with so many buckets each, packed to a byte a bucket. */
  private static byte[] buckets(int points, int buckets) {
    ExponentialHistogramDataPoint point =
        ExponentialHistogramDataPoint.newBuilder()
            .setTimeUnixNano(now())
            .setPositive(
                ExponentialHistogramDataPoint.Buckets.newBuilder()
                    .addAllBucketCounts(Collections.nCopies(buckets, 0L)))
            .build();
    return MetricRequests.of(
            Metric.newBuilder()
                .setName("hostile")
                .setExponentialHistogram(
                    ExponentialHistogram.newBuilder()
                        .addAllDataPoints(Collections.nCopies(points, point))))
        .toByteArray();
  }

  private static byte[] large(int bytes) {
    List<Span> spans = new ArrayList<>();
    for (int size = 0; size < bytes; size += 60_000) {
      spans.add(
          Requests.span(now()).addAttributes(Requests.text("input", "x".repeat(60_000))).build());
    }
    return Requests.of(spans).toByteArray();
  }

  private static int status(IngestClient client, byte[] body, String coding) {
    return status(client, "/v1/traces", body, coding);
  }

  private static int status(IngestClient client, String path, byte[] body, String coding) {
    HttpRequest.Builder request =
        client
            .request(path)
            .timeout(Duration.ofSeconds(60))
            .header("content-type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!coding.isEmpty()) {
      request.header("content-encoding", coding);
    }
    try {
      return client.send(request).statusCode();
    } catch (UncheckedIOException _) {
      return 0;
    }
  }

  private static long now() {
    Instant now = Clock.systemUTC().instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
