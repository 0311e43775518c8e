package dev.seamark.ingest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for conditions. */
public final class Await {
  private Await() {}

  /** Looks until a value is the expected one; fails with the last value seen. */
  public static void untilEqual(Object expected, Duration limit, Supplier<?> actual) {
    long deadline = System.nanoTime() + limit.toNanos();
    Object last = actual.get();
    while (!expected.equals(last)) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("expected " + expected + " within " + limit + ", got " + last);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      last = actual.get();
    }
  }
}
