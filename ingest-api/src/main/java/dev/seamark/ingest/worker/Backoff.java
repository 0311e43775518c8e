package dev.seamark.ingest.worker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits that double from attempt to attempt, with jitter so that workers do not march in step. */
record Backoff(Duration base, Duration max) {

  /**
   * The wait after a failed attempt: between half of the doubled base and all of it.
   *
   * @param failures so far, at least 1
   */
  Duration after(int failures, RandomGenerator random) {
    long doubled = base.toMillis() << Math.min(failures - 1, 30);
    long bounded = doubled <= 0 ? max.toMillis() : Math.min(doubled, max.toMillis());
    return Duration.ofMillis(bounded / 2 + random.nextLong(bounded / 2 + 1));
  }
}
