package dev.seamark.core.log;

import java.util.Comparator;

/**
 * A record's place among the logs of a project, and its name there: by time, then by the id that
 * the store gave it (unsigned).
 */
public record LogPosition(long epochNanos, long recordId) implements Comparable<LogPosition> {
  private static final Comparator<LogPosition> ORDER =
      Comparator.comparingLong(LogPosition::epochNanos)
          .thenComparing(LogPosition::recordId, Long::compareUnsigned);

  @Override
  public int compareTo(LogPosition other) {
    return ORDER.compare(this, other);
  }
}
