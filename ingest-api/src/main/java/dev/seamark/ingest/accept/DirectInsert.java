package dev.seamark.ingest.accept;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.ingest.EnvelopeStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The way past the queue while Redis is away: the caller waits for the insert. Only so many inserts
 * run at once; who does not get a turn in time is told to come back.
 */
public final class DirectInsert {
  private final EnvelopeStore store;
  private final Semaphore turns;
  private final Duration patience;
  private final Timer inserts;

  /**
   * @param concurrency inserts at once
   * @param patience how long a request waits for its turn
   */
  public DirectInsert(
      EnvelopeStore store, int concurrency, Duration patience, MeterRegistry meters) {
    this.store = store;
    this.turns = new Semaphore(concurrency, true);
    this.patience = patience;
    this.inserts =
        Timer.builder("seamark.ingest.direct.insert")
            .description("Inserts past the queue")
            .register(meters);
  }

  /**
   * Inserts and waits.
   *
   * @throws SeamarkException STORE_UNAVAILABLE when it cannot be done now
   */
  public void insert(Envelope envelope) {
    try {
      if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new SeamarkException(
            ErrorCode.STORE_UNAVAILABLE, "the queue is away and the store is busy");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SeamarkException(ErrorCode.STORE_UNAVAILABLE, "interrupted while waiting", e);
    }
    try {
      inserts.record(() -> store.insertDirect(envelope));
    } catch (SeamarkException e) {
      if (e.isTransient()) {
        throw e;
      }
      // Through the queue a refused envelope becomes a dead letter. Here there is none to keep it,
      // so the client keeps it until the queue is back.
      throw new SeamarkException(
          ErrorCode.STORE_UNAVAILABLE, "the queue is away and the store refuses this request", e);
    } finally {
      turns.release();
    }
  }
}
