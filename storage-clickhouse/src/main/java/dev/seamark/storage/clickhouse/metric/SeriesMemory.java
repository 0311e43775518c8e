package dev.seamark.storage.clickhouse.metric;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which series were written within the last hour or so, in bounded memory: a point comes every few
 * seconds, its series is written again once an hour only.
 *
 * <p>A slot holds the last series written there: the key's bits that do not choose the slot, and
 * the hour. Two series that share a slot push one another out and are then written more often,
 * which costs rows and loses nothing. Hours begin at another minute for each series, so that the
 * rows of all series do not come at once.
 */
final class SeriesMemory {
  private static final int HOUR_BITS = 20;
  private static final int HOUR_MASK = (1 << HOUR_BITS) - 1;
  private static final int SECONDS_PER_HOUR = 3600;

  private final AtomicLongArray slots;

  /** A memory of about as many series, eight bytes each. */
  SeriesMemory(int series) {
    if (series < 1 || series > 1 << 28) {
      throw new IllegalArgumentException("series: " + series + " (expected: 1.." + (1 << 28) + ")");
    }
    // A slot has room for 44 bits of the key, so at least 20 bits have to choose it.
    slots = new AtomicLongArray(Math.max(1 << HOUR_BITS, Integer.highestOneBit(series)));
  }

  /** Whether a series was written in this hour. */
  boolean contains(long key, long epochSeconds) {
    return slots.get(slot(key)) == entry(key, epochSeconds);
  }

  void add(long key, long epochSeconds) {
    slots.set(slot(key), entry(key, epochSeconds));
  }

  private int slot(long key) {
    return (int) key & (slots.length() - 1);
  }

  private static long entry(long key, long epochSeconds) {
    long shifted = epochSeconds + Long.remainderUnsigned(key, SECONDS_PER_HOUR);
    return (key & ~HOUR_MASK) | ((shifted / SECONDS_PER_HOUR) & HOUR_MASK);
  }
}
