package dev.seamark.standalone;

import java.time.Duration;

/**
 * How long to wait before a component is started again: a second, twice as long after each further
 * failure, at most half a minute; a minute of service clears the record.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration GOOD_SERVICE = Duration.ofMinutes(1);

  private Duration next = FIRST;

  /** The wait after a run that lasted so long. */
  Duration after(Duration run) {
    if (run.compareTo(GOOD_SERVICE) >= 0) {
      next = FIRST;
    }
    Duration wait = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return wait;
  }
}
