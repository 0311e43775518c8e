package dev.seamark.ingest.worker;

import java.time.Duration;

/**
 * How envelopes become batches and how batches are tried.
 *
 * @param enabled whether this process works at all
 * @param concurrency batches inserted at once
 * @param maxEntries envelopes of one batch
 * @param enoughRows a batch with so many rows is not made larger
 * @param enoughBytes a batch of so many bytes is not made larger
 * @param linger how long envelopes wait for a larger batch
 * @param maxLinger how long they wait once a tenth of enough rows waits: a busy queue makes large
 *     batches, a calm one is emptied soon
 * @param poll how often an empty queue is looked at
 * @param adoptEvery how often batches of dead workers are looked for
 * @param ratePerSecond envelopes taken per second, 0 for as many as there are
 * @param attempts of a batch that fails for a reason nobody foresaw; then it is split, and its
 *     failing envelopes become dead letters. A store that is away is waited for without end
 * @param retryBase wait before the second attempt, doubled for each further one
 * @param retryMax longest wait
 * @param drain how long a stop waits for inserts that are under way
 */
public record WorkerSettings(
    boolean enabled,
    int concurrency,
    int maxEntries,
    long enoughRows,
    long enoughBytes,
    Duration linger,
    Duration maxLinger,
    Duration poll,
    Duration adoptEvery,
    int ratePerSecond,
    int attempts,
    Duration retryBase,
    Duration retryMax,
    Duration drain) {
  public WorkerSettings {
    requirePositive("concurrency", concurrency);
    requirePositive("maxEntries", maxEntries);
    requirePositive("enoughRows", enoughRows);
    requirePositive("enoughBytes", enoughBytes);
    requirePositive("poll", poll.toMillis());
    requirePositive("adoptEvery", adoptEvery.toMillis());
    requirePositive("attempts", attempts);
    requirePositive("retryBase", retryBase.toMillis());
    requirePositive("retryMax", retryMax.toMillis());
    if (ratePerSecond < 0 || linger.isNegative() || maxLinger.isNegative() || drain.isNegative()) {
      throw new IllegalArgumentException(
          "ratePerSecond, linger, maxLinger, drain: %s, %s, %s, %s (expected: not negative)"
              .formatted(ratePerSecond, linger, maxLinger, drain));
    }
  }

  /** How long envelopes wait when so many rows do. */
  Duration linger(long waitingRows) {
    boolean isBusy = waitingRows >= enoughRows / 10 && maxLinger.compareTo(linger) > 0;
    return isBusy ? maxLinger : linger;
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
    }
  }
}
