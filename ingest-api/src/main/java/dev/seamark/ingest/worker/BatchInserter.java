package dev.seamark.ingest.worker;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.ingest.Batch;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.ingest.EnvelopeFormatException;
import dev.seamark.core.ingest.EnvelopeStore;
import dev.seamark.ingest.queue.BatchQueue;
import dev.seamark.ingest.queue.QueueFailure;
import dev.seamark.ingest.queue.TakenBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees one batch through: inserts it until the store has it, then takes it off the queue. Every
 * step can be repeated, by this worker or by the next owner of the batch.
 */
final class BatchInserter {
  private static final Logger LOG = LoggerFactory.getLogger(BatchInserter.class);

  private final BatchQueue queue;
  private final EnvelopeStore store;
  private final Function<byte[], Envelope> decoder;
  private final WorkerSettings settings;
  private final WorkerMeters meters;
  private final Pause pause;
  private final Backoff backoff;

  BatchInserter(
      BatchQueue queue,
      EnvelopeStore store,
      Function<byte[], Envelope> decoder,
      WorkerSettings settings,
      WorkerMeters meters,
      Pause pause) {
    this.queue = queue;
    this.store = store;
    this.decoder = decoder;
    this.settings = settings;
    this.meters = meters;
    this.pause = pause;
    this.backoff = new Backoff(settings.retryBase(), settings.retryMax());
  }

  /** How it went with a batch. */
  enum Outcome {
    /** Inserted and off the queue. */
    DONE,
    /** The worker stops, or the batch is another worker's by now. */
    LEFT,
    /** Written by a later version: another worker may be able to read it. */
    NOT_FOR_US
  }

  /**
   * Inserts a batch. What is not done the next owner goes on with.
   *
   * @param owned whether the lease is still ours
   */
  Outcome insert(TakenBatch batch, BooleanSupplier owned) {
    int failures = 0;
    int unforeseen = 0;
    TakenBatch current = batch;
    while (owned.getAsBoolean()) {
      try {
        if (current.split()) {
          insertOneByOne(current);
        } else {
          insertWhole(current);
        }
        queue.done(current.id());
        return Outcome.DONE;
      } catch (SeamarkException e) {
        if (e.code() == ErrorCode.BLOCK_REFUSED) {
          LOG.warn("The store refuses batch {}: inserting its envelopes one by one", batch.id(), e);
          meters.failed("refused");
          current = split(current);
          continue;
        }
        LOG.warn("Batch {} has to wait: {}", batch.id(), e.getMessage());
        meters.failed("store");
      } catch (QueueFailure e) {
        LOG.warn("Batch {} has to wait: {}", batch.id(), e.getMessage());
        meters.failed("queue");
      } catch (EnvelopeFormatException e) {
        LOG.warn("Batch {} is left to a newer version: {}", batch.id(), e.getMessage());
        return Outcome.NOT_FOR_US;
      } catch (RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          return Outcome.LEFT;
        }
        LOG.error("Batch {} failed", batch.id(), e);
        meters.failed("unforeseen");
        unforeseen++;
        if (unforeseen >= settings.attempts() && !current.split()) {
          current = split(current);
        }
      }
      failures++;
      if (!delay(failures)) {
        return Outcome.LEFT;
      }
    }
    return Outcome.LEFT;
  }

  private boolean delay(int failures) {
    Duration wait = backoff.after(failures, RandomGenerator.getDefault());
    meters.delayed.incrementAndGet();
    try {
      return pause.waitFor(wait);
    } finally {
      meters.delayed.decrementAndGet();
    }
  }

  private TakenBatch split(TakenBatch batch) {
    return new TakenBatch(batch.id(), true, batch.entries());
  }

  private void insertWhole(TakenBatch taken) {
    List<Envelope> envelopes = new ArrayList<>(taken.entries().size());
    int rows = 0;
    for (TakenBatch.Entry entry : taken.entries()) {
      Optional<Envelope> envelope = read(taken, entry);
      if (envelope.isPresent()) {
        envelopes.add(envelope.get());
        rows += envelope.get().rows();
      }
    }
    if (!envelopes.isEmpty()) {
      meters.inserts.record(() -> store.insertQueued(new Batch(taken.id(), envelopes)));
      meters.rows.record(rows);
      meters.envelopes.record(envelopes.size());
    }
  }

  /**
   * Once a batch is split its own token is never used again: that is recorded first, or the next
   * owner could insert the whole after some members were inserted alone.
   */
  private void insertOneByOne(TakenBatch taken) {
    queue.split(taken.id());
    for (TakenBatch.Entry entry : taken.entries()) {
      Optional<Envelope> envelope = read(taken, entry);
      if (envelope.isEmpty()) {
        continue;
      }
      try {
        store.insertAlone(envelope.get());
      } catch (SeamarkException e) {
        if (e.isTransient()) {
          throw e;
        }
        bury(taken, entry, String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e; // The worker is being stopped: that says nothing about the envelope.
        }
        LOG.error("Envelope {} failed", entry.id(), e);
        bury(taken, entry, "failed: " + e);
      }
    }
  }

  /** Empty for an envelope that nobody can read: it is a dead letter now. */
  private Optional<Envelope> read(TakenBatch taken, TakenBatch.Entry entry) {
    try {
      return Optional.of(decoder.apply(entry.payload()));
    } catch (EnvelopeFormatException e) {
      if (e.isUnknownVersion()) {
        throw e;
      }
      bury(taken, entry, "cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void bury(TakenBatch taken, TakenBatch.Entry entry, String error) {
    LOG.error("Envelope {} becomes a dead letter: {}", entry.id(), error);
    queue.bury(taken.id(), entry.id(), error);
    meters.deadLetters.increment();
  }
}
