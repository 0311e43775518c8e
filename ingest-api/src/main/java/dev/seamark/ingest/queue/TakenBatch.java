package dev.seamark.ingest.queue;

import java.util.List;

/**
 * A batch that a worker owns. Its composition never changes while it is not split.
 *
 * @param id names the composition
 * @param split whether its envelopes are inserted one by one, because the store refused the whole
 * @param entries in the order of the queue
 */
public record TakenBatch(String id, boolean split, List<Entry> entries) {
  public TakenBatch {
    entries = List.copyOf(entries);
  }

  public long bytes() {
    return entries.stream().mapToLong(entry -> entry.payload().length).sum();
  }

  /**
   * An envelope.
   *
   * @param id in the stream
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  public record Entry(String id, byte[] payload) {}
}
