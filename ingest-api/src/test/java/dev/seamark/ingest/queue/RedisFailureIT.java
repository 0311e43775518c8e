package dev.seamark.ingest.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.core.ingest.ContentHash;
import dev.seamark.embedded.junit.RedisExtension;
import dev.seamark.ingest.queue.IngestQueue.Answer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis goes away in several ways, and comes back. */
class RedisFailureIT {
  @RegisterExtension static final RedisExtension redis = RedisExtension.dedicated();

  private static final QueueSettings SETTINGS =
      new QueueSettings(
          "ingest",
          1000,
          1_000_000_000,
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          10,
          1_000_000,
          Duration.ofMillis(300),
          Duration.ofSeconds(2));

  @BeforeEach
  void flush() {
    redis.flush();
  }

  @Test
  void killedAndRestarted_keepsWhatItAcknowledged() {
    try (RedisLink link = RedisLink.to(redis.url())) {
      IngestQueue queue = queue(link);
      assertThat(offer(queue, "before")).isEqualTo(Answer.STORED);
      redis.server().kill();
      assertThat(link.isUp(Duration.ofMillis(200))).isFalse();
      awaitCertainRefusal(queue);
      redis.server().restart();
      awaitUp(link);
      assertThat(offer(queue, "before")).isEqualTo(Answer.DUPLICATE);
      assertThat(offer(queue, "after")).isEqualTo(Answer.STORED);
      BatchQueue worker = new BatchQueue(link, SETTINGS, "w1");
      worker.prepare();
      assertThat(worker.take("b1", 10, 100, 1000).orElseThrow().entries()).hasSize(2);
      worker.done("b1");
    }
  }

  @Test
  void halted_isUncertainAndThenNotAsked() {
    try (RedisLink link = RedisLink.to(redis.url())) {
      CircuitBreaker breaker =
          CircuitBreaker.of(
              "test",
              CircuitBreakerConfig.custom()
                  .slidingWindowSize(4)
                  .minimumNumberOfCalls(4)
                  .waitDurationInOpenState(Duration.ofMinutes(1))
                  .build());
      IngestQueue queue = new IngestQueue(link, SETTINGS, breaker);
      assertThat(offer(queue, "halted-before")).isEqualTo(Answer.STORED);
      redis.server().pause();
      try {
        for (int i = 0; i < 3; i++) {
          String payload = "halted-" + i;
          assertThatThrownBy(() -> offer(queue, payload))
              .isInstanceOfSatisfying(
                  QueueFailure.class, e -> assertThat(e.isUncertain()).isTrue());
        }
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThatThrownBy(() -> offer(queue, "not-asked"))
            .isInstanceOfSatisfying(QueueFailure.class, e -> assertThat(e.isUncertain()).isFalse());
      } finally {
        redis.server().resume();
      }
      awaitUp(link);
      // What was sent before the halt may have arrived: that is what uncertain means.
      assertThat(offer(queue(link), "halted-0")).isIn(Answer.DUPLICATE, Answer.STORED);
    }
  }

  @Test
  void outOfMemory_isFull() {
    try (RedisLink link = RedisLink.to(redis.url())) {
      redis.server().command("CONFIG SET maxmemory 1");
      try {
        assertThat(offer(queue(link), "no-room")).isEqualTo(Answer.FULL);
      } finally {
        redis.server().command("CONFIG SET maxmemory 256000000");
      }
      assertThat(offer(queue(link), "no-room")).isEqualTo(Answer.STORED);
    }
  }

  @Test
  void durability_complainsAboutWhatCanLoseData() {
    try (RedisLink link = RedisLink.to(redis.url())) {
      RedisDurability durability = new RedisDurability(link, Duration.ofSeconds(2));
      assertThat(durability.complaints()).isEmpty();
      redis.server().command("CONFIG SET appendfsync everysec");
      assertThat(durability.complaints())
          .containsExactly("appendfsync everysec (expected: always)");
      redis.server().command("CONFIG SET appendfsync always");
    }
  }

  @Test
  void flushed_scriptsAndGroupComeBack() {
    try (RedisLink link = RedisLink.to(redis.url())) {
      redis.flush();
      redis.server().command("SCRIPT FLUSH");
      assertThat(offer(queue(link), "flushed")).isEqualTo(Answer.STORED);
    }
  }

  @Test
  void neverThere_isCertain() {
    try (RedisLink link = RedisLink.to("redis://127.0.0.1:1")) {
      assertThatThrownBy(() -> offer(queue(link), "a"))
          .isInstanceOfSatisfying(QueueFailure.class, e -> assertThat(e.isUncertain()).isFalse());
    }
  }

  /** A command on its way when Redis dies is uncertain; soon after, failures are certain. */
  private static void awaitCertainRefusal(IngestQueue queue) {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (System.nanoTime() < deadline) {
      try {
        offer(queue, "during");
        throw new AssertionError("Redis is dead, yet it answers");
      } catch (QueueFailure e) {
        if (!e.isUncertain()) {
          return;
        }
      }
    }
    throw new AssertionError("still uncertain");
  }

  private static void awaitUp(RedisLink link) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!link.isUp(Duration.ofMillis(500))) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  private static Answer offer(IngestQueue queue, String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return queue.offer(ContentHash.of(bytes), bytes, 1);
  }

  private static IngestQueue queue(RedisLink link) {
    return new IngestQueue(link, SETTINGS, CircuitBreaker.ofDefaults("test"));
  }
}
