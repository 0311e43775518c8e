package dev.seamark.ingest.queue;

import java.util.Map;

/**
 * A queue at one instant.
 *
 * @param waiting envelopes that no worker has taken yet
 * @param active envelopes of batches being inserted, or waiting to be tried again
 * @param batches that exist now
 * @param deadLetters kept
 * @param oldestWaitingMillis age of the oldest envelope that waits, 0 when none does
 * @param bytes of envelopes waiting and active
 * @param totals counts since the queue exists, by name
 */
public record QueueStatus(
    long waiting,
    long waitingRows,
    long waitingBytes,
    long active,
    long batches,
    long deadLetters,
    long deadLetterBytes,
    long oldestWaitingMillis,
    long bytes,
    Map<String, Long> totals) {
  public QueueStatus {
    totals = Map.copyOf(totals);
  }
}
