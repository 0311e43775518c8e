package dev.seamark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.embedded.junit.RedisExtension;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The crash test in miniature: while exporters send, ClickHouse, Redis and the service are killed,
 * one after another and together. Afterwards every acknowledged span is there exactly once, and
 * what is derived from spans equals what was sent.
 */
class CrashIT {
  @RegisterExtension static final ClickHouseExtension clickhouse = ClickHouseExtension.dedicated();

  @RegisterExtension static final RedisExtension redis = RedisExtension.dedicated();

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Map<String, String> IMPATIENT =
      Map.of(
          "SEAMARK_QUEUE_LEASE", "3s",
          "SEAMARK_WORKER_ADOPT_EVERY", "500ms",
          "SEAMARK_WORKER_LINGER", "100ms",
          "SEAMARK_WORKER_RETRY_MAX", "1s");

  @Test
  void kills_loseNothingAndDoubleNothing() {
    try (IngestProcess service = new IngestProcess(clickhouse, redis, IMPATIENT);
        CrashLoad load = new CrashLoad(service.port())) {
      load.start(4);
      progress(load, 20);

      clickhouse.server().kill();
      progress(load, 20); // From the queue, without ClickHouse.
      clickhouse.server().restart();
      progress(load, 20);

      redis.server().kill();
      progress(load, 20); // Straight into ClickHouse, without Redis.
      redis.server().restart();
      progress(load, 20);

      service.kill();
      service.restart();
      progress(load, 20);

      clickhouse.server().kill();
      progress(load, 5);
      service.kill(); // With batches that it could not insert.
      clickhouse.server().restart();
      service.restart();
      progress(load, 10);

      assertThat(service.terminate()).isIn(0, 143); // Asked to stop, as by an upgrade.
      service.restart();
      progress(load, 10);

      redis.server().kill();
      service.kill();
      service.restart();
      progress(load, 10);
      redis.server().restart();
      clickhouse.server().kill();
      clickhouse.server().restart();
      progress(load, 20);

      load.finish(LIMIT);
      compare(load);
      assertThat(service.terminate()).isIn(0, 143);
    }
  }

  private static void compare(CrashLoad load) {
    StoredSpans stored = new StoredSpans(clickhouse);
    long expected = load.acknowledged.size();
    Await.untilEqual(expected, LIMIT, stored::distinctIds);
    Await.untilEqual(expected, LIMIT, stored::summarised);
    Set<String> ids =
        clickhouse
            .execute("SELECT lower(hex(trace_id)) || lower(hex(span_id)) FROM spans FINAL")
            .lines()
            .collect(Collectors.toSet());
    assertThat(ids).isEqualTo(load.acknowledged);
    assertThat(stored.rolledUp()).isEqualTo(expected);
    assertThat(stored.number("SELECT sum(error_count) FROM service_minutes"))
        .isEqualTo(load.errors.get());
    assertThat(stored.number("SELECT sum(duration_nanos) FROM service_minutes"))
        .isEqualTo(load.durations.get());
    assertThat(stored.summaries()).isEqualTo(load.traces.size());
    assertThat(
            stored.number(
                "SELECT count() FROM (SELECT * FROM trace_summaries FINAL) AS summary"
                    + " FULL JOIN (SELECT trace_id, count() AS spans,"
                    + " countIf(status_code = 'error') AS errors,"
                    + " min(start_time) AS first FROM spans FINAL GROUP BY trace_id) AS oracle"
                    + " USING (trace_id)"
                    + " WHERE span_count != spans OR error_count != errors OR start_time != first"))
        .isZero();
    assertThat(load.refusals).isSubsetOf(0, 503);
    System.out.printf(
        "Crash test: %d requests, %d spans acknowledged, %d retries; %d stored once each%n",
        load.requests.get(), expected, load.retries.get(), ids.size());
  }

  /** Waits until so many further requests are acknowledged. */
  private static void progress(CrashLoad load, int requests) {
    long target = load.requests.get() + requests;
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (load.requests.get() < target) {
      assertThat(System.nanoTime())
          .as("%s of %s requests", load.requests.get(), target)
          .isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
