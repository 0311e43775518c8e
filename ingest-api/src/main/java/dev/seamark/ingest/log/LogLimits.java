package dev.seamark.ingest.log;

import java.time.Duration;

/**
 * Bounds of log records and of requests with them. A body has the bounds of an attribute's value.
 *
 * @param maxRecords records of one request; further ones are rejected
 * @param maxNameLength characters of a severity or an event's name; longer ones are cut
 * @param maxAge records that are older are rejected
 * @param maxAhead records that lie further in the future are rejected
 */
public record LogLimits(int maxRecords, int maxNameLength, Duration maxAge, Duration maxAhead) {
  public LogLimits {
    if (maxRecords < 1 || maxNameLength < 1) {
      throw new IllegalArgumentException(
          "maxRecords, maxNameLength: "
              + maxRecords
              + ", "
              + maxNameLength
              + " (expected: at least 1)");
    }
    if (!maxAge.isPositive() || !maxAhead.isPositive()) {
      throw new IllegalArgumentException(
          "maxAge, maxAhead: " + maxAge + ", " + maxAhead + " (expected: positive)");
    }
  }
}
