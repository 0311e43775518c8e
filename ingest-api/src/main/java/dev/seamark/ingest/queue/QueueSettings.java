package dev.seamark.ingest.queue;

import java.time.Duration;

/**
 * How much a queue holds and how long its parts live.
 *
 * @param name of the queue, part of every key: {@code seamark:{name}:…}
 * @param maxEntries envelopes waiting and being inserted; beyond it the queue is full
 * @param maxBytes of those envelopes
 * @param guard how long a re-send of the same content is recognised
 * @param lease how long a worker owns a batch without renewing; then another one takes over
 * @param maxDeadLetters kept; the oldest go first
 * @param maxDeadLetterBytes kept; the oldest go first
 * @param acceptTimeout until Redis must have stored an envelope, large ones get more
 * @param workTimeout until Redis must have answered a worker
 */
public record QueueSettings(
    String name,
    int maxEntries,
    long maxBytes,
    Duration guard,
    Duration lease,
    int maxDeadLetters,
    long maxDeadLetterBytes,
    Duration acceptTimeout,
    Duration workTimeout) {
  public QueueSettings {
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException("name: '" + name + "' (expected: a lower-case word)");
    }
    requirePositive("maxEntries", maxEntries);
    requirePositive("maxBytes", maxBytes);
    requirePositive("maxDeadLetters", maxDeadLetters);
    requirePositive("maxDeadLetterBytes", maxDeadLetterBytes);
    requirePositive("guard", guard.toMillis());
    requirePositive("lease", lease.toMillis());
    requirePositive("acceptTimeout", acceptTimeout.toMillis());
    requirePositive("workTimeout", workTimeout.toMillis());
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
    }
  }
}
