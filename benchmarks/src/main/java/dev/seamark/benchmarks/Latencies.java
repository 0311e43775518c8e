package dev.seamark.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** How long calls took. */
public final class Latencies {
  private long[] nanos = new long[256];
  private int count;

  public synchronized void add(long elapsedNanos) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = elapsedNanos;
  }

  public synchronized int count() {
    return count;
  }

  /** Milliseconds that a share of the calls stayed within; NaN when there were none. */
  public synchronized double millis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int index = (int) Math.ceil(share * count) - 1;
    return sorted[Math.max(0, Math.min(count - 1, index))] / 1e6;
  }

  /** {@code p50 / p99} in milliseconds. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f / %.1f", millis(0.5), millis(0.99));
  }
}
