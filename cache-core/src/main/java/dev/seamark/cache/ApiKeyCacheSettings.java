package dev.seamark.cache;

import java.time.Duration;

/**
 * How long API keys are believed.
 *
 * @param maxEntries keys and non-keys remembered
 * @param refreshAfter older answers are still given, while a newer one is fetched
 * @param timeToLive older answers are given only when there is no newer one: a revoked key works at
 *     most this long
 * @param absentTimeToLive how long an unknown key is remembered as unknown
 * @param patience how long a caller waits for a newer answer when there is an old one
 * @param staleFor how long an old answer is given while the store is away
 */
public record ApiKeyCacheSettings(
    int maxEntries,
    Duration refreshAfter,
    Duration timeToLive,
    Duration absentTimeToLive,
    Duration patience,
    Duration staleFor) {
  /** 10,000 keys; revoked within a minute; a day without the store. */
  public static final ApiKeyCacheSettings USUAL =
      new ApiKeyCacheSettings(
          10_000,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofMillis(500),
          Duration.ofHours(24));

  public ApiKeyCacheSettings {
    if (maxEntries < 1) {
      throw new IllegalArgumentException("maxEntries: " + maxEntries + " (expected: at least 1)");
    }
    if (refreshAfter.compareTo(timeToLive) > 0 || timeToLive.compareTo(staleFor) > 0) {
      throw new IllegalArgumentException(
          "refreshAfter, timeToLive, staleFor: %s, %s, %s (expected: in ascending order)"
              .formatted(refreshAfter, timeToLive, staleFor));
    }
  }
}
