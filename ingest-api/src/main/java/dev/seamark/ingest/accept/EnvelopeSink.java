package dev.seamark.ingest.accept;

import dev.seamark.core.ingest.Envelope;

/** Where accepted requests go. */
@FunctionalInterface
public interface EnvelopeSink {

  /**
   * Stores an envelope once, however often it is sent; returns only after it is durable.
   *
   * @throws dev.seamark.core.error.SeamarkException QUEUE_FULL or STORE_UNAVAILABLE: nothing is
   *     promised, and sending it again is safe
   */
  void accept(Envelope envelope);
}
