package dev.seamark.ingest.metric;

import java.time.Duration;

/**
 * Bounds of data points and of requests with them.
 *
 * @param maxPoints points of one request; further ones are rejected
 * @param maxBuckets buckets of a histogram, or quantiles of a summary; a point with more is
 *     rejected
 * @param maxExemplars of one point; further ones are dropped and counted
 * @param maxNameLength characters of a name or a unit; a metric with a longer name is rejected
 * @param maxAge points that are older are rejected
 * @param maxAhead points that lie further in the future are rejected
 */
public record MetricLimits(
    int maxPoints,
    int maxBuckets,
    int maxExemplars,
    int maxNameLength,
    Duration maxAge,
    Duration maxAhead) {
  public MetricLimits {
    requirePositive("maxPoints", maxPoints);
    requirePositive("maxBuckets", maxBuckets);
    requirePositive("maxExemplars", maxExemplars);
    requirePositive("maxNameLength", maxNameLength);
    if (!maxAge.isPositive() || !maxAhead.isPositive()) {
      throw new IllegalArgumentException(
          "maxAge, maxAhead: " + maxAge + ", " + maxAhead + " (expected: positive)");
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
    }
  }
}
