package dev.seamark.core.ingest;

/**
 * Puts envelopes into the store so that each has its effect exactly once: rows, rollups and trace
 * summaries. Every method can be called again after any failure, by any process.
 *
 * <p>All methods throw {@link dev.seamark.core.error.SeamarkException}: {@code STORE_UNAVAILABLE}
 * when trying again can help, {@code BLOCK_REFUSED} when the store refuses the content.
 */
public interface EnvelopeStore {

  /** Inserts a batch that came through the queue. */
  void insertQueued(Batch batch);

  /**
   * Inserts one envelope under its content hash: the direct way while the queue is away, and the
   * way for the members of a batch that was refused as a whole.
   */
  void insertDirect(Envelope envelope);
}
