package dev.seamark.ingest.queue;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Redis is set up so that what it acknowledges is durable. Anything else is said loudly:
 * the promise of every 200 stands on it.
 */
public final class RedisDurability {
  private static final Logger LOG = LoggerFactory.getLogger(RedisDurability.class);
  private static final Map<String, String> NEEDED =
      Map.of("appendonly", "yes", "appendfsync", "always", "maxmemory-policy", "noeviction");

  private final RedisLink redis;
  private final Duration timeout;

  public RedisDurability(RedisLink redis, Duration timeout) {
    this.redis = redis;
    this.timeout = timeout;
  }

  /** What is set otherwise than it has to be, as {@code name value (expected: value)}. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    NEEDED.forEach((name, expected) -> {
      String actual =
          redis
              .call((RedisAsyncCommands<String, byte[]> c) -> c.configGet(name), timeout)
              .getOrDefault(name, "unknown");
      if (!actual.equals(expected)) {
        complaints.add(name + " " + actual + " (expected: " + expected + ")");
      }
    });
    complaints.sort(null);
    return complaints;
  }

  /** Looks once and logs what it finds. */
  public void check() {
    try {
      List<String> complaints = complaints();
      if (!complaints.isEmpty()) {
        LOG.warn("Redis can lose what was acknowledged: {}", String.join(", ", complaints));
      }
    } catch (QueueFailure e) {
      LOG.info(
          "Redis does not tell whether appendonly is yes, appendfsync always and maxmemory-policy"
              + " noeviction: make sure of it ({})",
          e.getMessage());
    }
  }
}
