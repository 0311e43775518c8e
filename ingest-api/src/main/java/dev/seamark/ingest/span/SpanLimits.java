package dev.seamark.ingest.span;

import java.time.Duration;

/**
 * Bounds of spans and of requests with spans.
 *
 * @param maxSpans spans of one request; further ones are rejected
 * @param maxEvents events of one span; further ones are dropped and counted
 * @param maxLinks links of one span; further ones are dropped and counted
 * @param maxNameLength characters of a name; longer ones are cut
 * @param maxAge spans that started longer ago are rejected
 * @param maxAhead spans that start or end further in the future are rejected
 */
public record SpanLimits(
    int maxSpans,
    int maxEvents,
    int maxLinks,
    int maxNameLength,
    Duration maxAge,
    Duration maxAhead) {
  public SpanLimits {
    requirePositive("maxSpans", maxSpans);
    requirePositive("maxEvents", maxEvents);
    requirePositive("maxLinks", maxLinks);
    requirePositive("maxNameLength", maxNameLength);
    if (!maxAge.isPositive()) {
      throw new IllegalArgumentException("maxAge: " + maxAge + " (expected: positive)");
    }
    if (!maxAhead.isPositive()) {
      throw new IllegalArgumentException("maxAhead: " + maxAhead + " (expected: positive)");
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
    }
  }
}
