package dev.seamark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.ingest.ContentHash;
import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.embedded.junit.RedisExtension;
import dev.seamark.ingest.otlp.Requests;
import dev.seamark.ingest.queue.IngestQueue;
import dev.seamark.ingest.queue.QueueSettings;
import dev.seamark.ingest.queue.RedisLink;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole service on a real engine and a real Redis, from request to rows. */
class IngestIT {
  @RegisterExtension static final ClickHouseExtension clickhouse = ClickHouseExtension.create();
  @RegisterExtension static final RedisExtension redis = RedisExtension.create();

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static @Nullable IngestService service;
  private static @Nullable IngestClient client;

  private final StoredSpans stored = new StoredSpans(clickhouse);

  @BeforeAll
  static void start() {
    service = IngestService.start(clickhouse, redis);
    client = service.client();
  }

  @AfterAll
  static void stop() {
    client().close();
    if (service != null) {
      service.close();
    }
  }

  @Test
  void acknowledged_isVisibleOnce_howeverOftenItIsSent() {
    long before = stored.rows();
    long summariesBefore = stored.summaries();
    long rolledUpBefore = stored.rolledUp();
    byte[] body = Requests.random(100, now()).toByteArray();
    for (int i = 0; i < 3; i++) {
      assertThat(client().postTraces(body).statusCode()).isEqualTo(200);
    }
    Await.untilEqual(summariesBefore + 100, LIMIT, stored::summaries);
    assertThat(client().postTraces(body).statusCode()).isEqualTo(200);
    byte[] marker = Requests.random(1, now()).toByteArray();
    assertThat(client().postTraces(marker).statusCode()).isEqualTo(200);
    Await.untilEqual(summariesBefore + 101, LIMIT, stored::summaries);
    assertThat(stored.rows()).isEqualTo(before + 101);
    assertThat(stored.rolledUp()).isEqualTo(rolledUpBefore + 101);
  }

  @Test
  void times_areKeptToTheNanosecond() {
    long start = now() / 1000 * 1000 + 123;
    Span span =
        Requests.span(start).setName("exact").setEndTimeUnixNano(start + 9_876_543_211L).build();
    assertThat(client().postTraces(Requests.of(span).toByteArray()).statusCode()).isEqualTo(200);
    Await.untilEqual(
        start + "\t9876543211",
        LIMIT,
        () ->
            clickhouse
                .execute(
                    "SELECT toUnixTimestamp64Nano(start_time), duration_nanos FROM spans"
                        + " WHERE name = 'exact'")
                .strip());
  }

  @Test
  void wrongKey_isRefused() {
    try (IngestClient other = new IngestClient(service().port(), "sk-sm-unknown")) {
      HttpResponse<byte[]> reply = other.postTraces(Requests.random(1, now()).toByteArray());
      assertThat(reply.statusCode()).isEqualTo(401);
    }
  }

  @Test
  void health_saysWhatIsUp() {
    assertThat(client().get("/health/live").statusCode()).isEqualTo(200);
    assertThat(client().get("/health/ready").body())
        .asString()
        .contains("\"redis\":\"up\"", "\"clickhouse\":\"up\"", "\"startup\":\"started\"");
  }

  @Test
  void metrics_haveTheFigures() {
    client().postTraces(Requests.random(1, now()).toByteArray());
    Await.untilEqual(
        true,
        LIMIT,
        () -> {
          String metrics = new String(client().get("/metrics").body(), StandardCharsets.UTF_8);
          return metrics.contains("seamark_ingest_accepted_total{signal=\"traces\"}")
              && metrics.contains("seamark_ingest_envelopes_total{outcome=\"queued\"}")
              && metrics.contains("seamark_ingest_queue_waiting_envelopes")
              && metrics.contains("seamark_ingest_queue_lag_seconds")
              && metrics.contains("seamark_ingest_batch_insert_seconds_count")
              && metrics.contains("seamark_ingest_batch_rows_count");
        });
  }

  @Test
  void admin_showsTheQueue() {
    HttpResponse<byte[]> reply = client().get("/api/v1/admin/queues/ingest");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body()).asString().contains("\"dead_letters\" : 0", "\"totals\" : {");
    assertThat(client().get("/api/v1/admin/queues/ingest/dead-letters").body())
        .asString()
        .contains("\"has_more\" : false");
    assertThat(client().get("/api/v1/admin/queues/ingest/dead-letters/1-1").statusCode())
        .isEqualTo(404);
    assertThat(client().get("/api/v1/admin/queues/ingest/dead-letters/x").statusCode())
        .isEqualTo(400);
    try (IngestClient other = new IngestClient(service().port(), "sk-sm-unknown")) {
      assertThat(other.get("/api/v1/admin/queues/ingest").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void prices_ofTheWorkspace_countForWhatArrivesThen() {
    String path = "/api/v1/admin/prices";
    assertThat(put(path, "{\"pattern\": \"(\"}").statusCode()).isEqualTo(400);
    assertThat(put(path, "{" + " ".repeat(300_000) + "}").statusCode()).isEqualTo(413);
    HttpResponse<byte[]> set =
        put(
            path,
            """
            {"pattern": "our-model/.*", "periods": [{"tiers": [{"input": 2, "output": 8.5}]}]}
            """);
    assertThat(set.statusCode()).isEqualTo(200);
    assertThat(set.body()).asString().contains("\"cache_read\" : 2,", "\"output\" : 8.5,");
    assertThat(client().get(path).body()).asString().contains("\"pattern\" : \"our-model/.*\"");

    Span span =
        Requests.span(now())
            .addAttributes(Requests.text("gen_ai.operation.name", "chat"))
            .addAttributes(Requests.text("gen_ai.request.model", "our-model/x"))
            .addAttributes(Requests.number("gen_ai.usage.input_tokens", 1_000_000))
            .addAttributes(Requests.number("gen_ai.usage.output_tokens", 100_000))
            .build();
    assertThat(client().postTraces(Requests.of(span).toByteArray()).statusCode()).isEqualTo(200);
    Await.untilEqual(
        "2.85\tworkspace_price",
        LIMIT,
        () ->
            clickhouse
                .execute(
                    "SELECT total_cost, cost_source FROM observations WHERE model = 'our-model/x'")
                .strip());

    HttpRequest.Builder remove = client().request(path + "?pattern=our-model%2F.*").DELETE();
    assertThat(client().send(remove).statusCode()).isEqualTo(200);
    assertThat(client().send(remove).statusCode()).isEqualTo(404);
    assertThat(client().get(path).body()).asString().doesNotContain("our-model");
    try (IngestClient other = new IngestClient(service().port(), "sk-sm-unknown")) {
      assertThat(other.get(path).statusCode()).isEqualTo(401);
    }
  }

  private static HttpResponse<byte[]> put(String path, String json) {
    return client()
        .send(
            client()
                .request(path)
                .header("content-type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
  }

  @Test
  void admin_bringsDeadLettersBackOrDropsThem() {
    String base = "/api/v1/admin/queues/ingest/dead-letters";
    try (RedisLink link = RedisLink.to(redis.url())) {
      byte[] unreadable = {1, 2, 3};
      QueueSettings settings = service().bean(IngestProperties.class).ingest().queue();
      new IngestQueue(link, settings, CircuitBreaker.ofDefaults("test"))
          .offer(ContentHash.of(unreadable), unreadable, 1);
    }
    Await.untilEqual(1, LIMIT, () -> deadLetters(base).size());
    String first = deadLetters(base).getFirst();
    assertThat(client().get(base + "/" + first).body()).asString().contains("cannot be read");
    HttpRequest.Builder replay =
        client().request(base + "/" + first + "/replay").POST(BodyPublishers.noBody());
    assertThat(client().send(replay).body()).asString().contains("\"replayed\" : true");
    Await.untilEqual(
        true, LIMIT, () -> deadLetters(base).size() == 1 && !deadLetters(base).contains(first));
    String second = deadLetters(base).getFirst();
    HttpRequest.Builder drop = client().request(base + "/" + second).DELETE();
    assertThat(client().send(drop).statusCode()).isEqualTo(200);
    assertThat(client().send(drop).statusCode()).isEqualTo(404);
    assertThat(deadLetters(base)).isEmpty();
  }

  private static List<String> deadLetters(String path) {
    String json = new String(client().get(path).body(), StandardCharsets.UTF_8);
    return Pattern.compile("\"id\" : \"([0-9-]+)\"")
        .matcher(json)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  private static IngestClient client() {
    if (client == null) {
      throw new IllegalStateException("not started");
    }
    return client;
  }

  private static IngestService service() {
    if (service == null) {
      throw new IllegalStateException("not started");
    }
    return service;
  }

  private static long now() {
    Instant now = Clock.systemUTC().instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
