package dev.seamark.core.ingest;

/**
 * Puts envelopes into the store so that each has its effect exactly once: rows, rollups and trace
 * summaries. Every method can be called again after any failure, by any process.
 *
 * <p>All methods throw {@link dev.seamark.core.error.SeamarkException}: {@code STORE_UNAVAILABLE}
 * when trying again can help, {@code BLOCK_REFUSED} when the store refuses the content.
 */
public interface EnvelopeStore {

  /**
   * Inserts a batch that came through the queue. When it is refused, it must be given up for good,
   * and its members inserted with {@link #insertAlone}.
   */
  void insertQueued(Batch batch);

  /**
   * Inserts one member of a batch that was refused, under its content hash; what of it is stored
   * already is left out.
   */
  void insertAlone(Envelope envelope);

  /**
   * Inserts an envelope past the queue, under its content hash, while the queue is away. Does
   * nothing when the queue turns out to have the envelope: then a worker inserts it.
   */
  void insertDirect(Envelope envelope);
}
