package dev.seamark.ingest.queue;

import dev.seamark.core.ingest.ContentHash;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.Locale;

/** The queue's front: accepts envelopes, each of them once. */
public final class IngestQueue {
  /** Slow networks included: what a payload's transfer may take beside the fixed timeout. */
  private static final int BYTES_PER_MILLISECOND = 10_000;

  private final RedisLink redis;
  private final QueueSettings settings;
  private final QueueKeys keys;
  private final CircuitBreaker breaker;

  /**
   * @param breaker opens when Redis fails, so that callers need not wait for it one by one
   */
  public IngestQueue(RedisLink redis, QueueSettings settings, CircuitBreaker breaker) {
    this.redis = redis;
    this.settings = settings;
    this.keys = new QueueKeys(settings.name());
    this.breaker = breaker;
  }

  /** What became of an offered envelope. */
  public enum Answer {
    /** It is in the stream, in Redis's append-only file. */
    STORED,
    /** The same content is, or was a while ago. */
    DUPLICATE,
    /** There is no room, nothing was stored. */
    FULL
  }

  /**
   * Offers an envelope.
   *
   * @param hash of the content: decides what is a re-send
   * @throws QueueFailure when Redis is away, or its answer is
   */
  public Answer offer(ContentHash hash, byte[] payload, int rows) {
    try {
      return breaker.executeSupplier(() -> send(hash, payload, rows));
    } catch (CallNotPermittedException e) {
      throw QueueFailure.away("Redis failed a moment ago: not asked", e);
    }
  }

  private Answer send(ContentHash hash, byte[] payload, int rows) {
    try {
      String answer =
          redis.runForText(
              Script.ACCEPT,
              List.of(keys.stream(), keys.guard(hash), keys.size(), keys.counters()),
              settings.acceptTimeout().plusMillis(payload.length / BYTES_PER_MILLISECOND),
              hash,
              payload,
              rows,
              settings.maxEntries(),
              settings.maxBytes(),
              settings.guard().toMillis());
      return Answer.valueOf(answer.toUpperCase(Locale.ROOT));
    } catch (QueueFailure e) {
      if (!e.isUncertain()
          && e.getMessage() != null
          && e.getMessage().contains("OOM command not allowed")) {
        return Answer.FULL;
      }
      throw e;
    }
  }
}
