package dev.seamark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.embedded.junit.RedisExtension;
import dev.seamark.ingest.otlp.Requests;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** ClickHouse and Redis go away, one at a time and together, and come back. */
class OutageIT {
  @RegisterExtension static final ClickHouseExtension clickhouse = ClickHouseExtension.dedicated();

  @RegisterExtension static final RedisExtension redis = RedisExtension.dedicated();

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String[] IMPATIENT = {
    "worker.retry-max=500ms", "worker.linger=50ms", "direct.patience=500ms"
  };

  private final StoredSpans stored = new StoredSpans(clickhouse);
  private long acknowledged;

  @Test
  void outages_loseNothingAndDoubleNothing() {
    try (IngestService service = IngestService.start(clickhouse, redis, IMPATIENT);
        IngestClient client = service.client()) {
      sendUntilAcknowledged(client);
      Await.untilEqual(acknowledged, LIMIT, stored::rows);

      // Without ClickHouse the queue takes everything.
      clickhouse.server().kill();
      byte[] duringOutage = request();
      for (int i = 0; i < 5; i++) {
        assertThat(client.postTraces(request()).statusCode()).isEqualTo(200);
        acknowledged += 10;
      }
      assertThat(client.postTraces(duringOutage).statusCode()).isEqualTo(200);
      assertThat(client.postTraces(duringOutage).statusCode()).isEqualTo(200);
      acknowledged += 10;
      assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);

      // Without both nothing is promised.
      redis.server().kill();
      HttpResponse<byte[]> refused = client.postTraces(request());
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("retry-after")).isPresent();
      Await.untilEqual(503, LIMIT, () -> client.get("/health/ready").statusCode());
      assertThat(client.get("/health/live").statusCode()).isEqualTo(200);

      // Without Redis requests go straight into ClickHouse, and are there when they are answered.
      clickhouse.server().restart();
      Await.untilEqual(200, LIMIT, () -> client.get("/health/ready").statusCode());
      long before = stored.rows();
      byte[] direct = request();
      sendUntilAcknowledged(client, direct);
      assertThat(stored.rows()).isEqualTo(before + 10);
      assertThat(client.postTraces(direct).statusCode()).isEqualTo(200);
      assertThat(stored.rows()).isEqualTo(before + 10);

      // What the queue held is still there and is inserted once; a direct one re-sent stays one.
      redis.server().restart();
      Await.untilEqual(acknowledged, LIMIT, stored::rows);
      sendUntilAcknowledged(client, direct);
      acknowledged -= 10;
      byte[] last = request();
      sendUntilAcknowledged(client, last);
      Await.untilEqual(acknowledged, LIMIT, stored::rows);
      Await.untilEqual(acknowledged, LIMIT, stored::summarised);
      assertThat(stored.rolledUp()).isEqualTo(acknowledged);
      assertThat(stored.distinctIds()).isEqualTo(acknowledged);
    }
    startsWithoutRedis();
  }

  /** The schema is there, so nothing has to be locked. */
  private void startsWithoutRedis() {
    redis.server().kill();
    try (IngestService service = IngestService.start(clickhouse, redis, IMPATIENT);
        IngestClient client = service.client()) {
      sendUntilAcknowledged(client);
      assertThat(stored.rows()).isEqualTo(acknowledged);
      clickhouse.server().kill();
    }
    try (IngestService service = IngestService.launch(clickhouse, redis, IMPATIENT);
        IngestClient client = service.client()) {
      assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(client.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(client.postTraces(request()).statusCode()).isEqualTo(503);
      redis.server().restart();
      clickhouse.server().restart();
      Await.untilEqual(200, LIMIT, () -> client.get("/health/ready").statusCode());
      sendUntilAcknowledged(client);
      Await.untilEqual(acknowledged, LIMIT, stored::rows);
    }
  }

  private void sendUntilAcknowledged(IngestClient client) {
    sendUntilAcknowledged(client, request());
  }

  /** As an exporter does: the same bytes again while the answer is 503. */
  private void sendUntilAcknowledged(IngestClient client, byte[] body) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    int status = client.postTraces(body).statusCode();
    while (status == 503) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      status = client.postTraces(body).statusCode();
    }
    assertThat(status).isEqualTo(200);
    acknowledged += 10;
  }

  private static byte[] request() {
    Instant now = Clock.systemUTC().instant();
    return Requests.random(10, now.getEpochSecond() * 1_000_000_000L + now.getNano()).toByteArray();
  }
}
