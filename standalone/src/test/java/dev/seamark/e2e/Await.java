package dev.seamark.e2e;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition that another process brings about. */
final class Await {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Await() {}

  /**
   * Looks again and again.
   *
   * @param condition may throw to give up at once
   * @param description of what was waited for, asked when it did not come
   */
  static void until(Duration limit, BooleanSupplier condition, Supplier<String> description) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + limit.toSeconds() + " s: " + description.get());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
