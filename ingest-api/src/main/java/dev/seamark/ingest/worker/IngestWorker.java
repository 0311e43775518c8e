package dev.seamark.ingest.worker;

import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.ingest.EnvelopeStore;
import dev.seamark.ingest.queue.BatchQueue;
import dev.seamark.ingest.queue.QueueFailure;
import dev.seamark.ingest.queue.TakenBatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves envelopes from the queue into the store. One thread gathers: it lets waiting envelopes
 * linger until a batch is worth its insert, takes it and hands it to one of a few inserting
 * threads; a busy store therefore makes larger batches, not more of them. One thread renews the
 * leases of batches under way.
 */
public final class IngestWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestWorker.class);
  private static final Duration QUEUE_AWAY = Duration.ofMillis(500);
  private static final Duration LINGER_STEP = Duration.ofMillis(50);

  private final BatchQueue queue;
  private final WorkerSettings settings;
  private final Duration lease;
  private final WorkerMeters meters;
  private final BatchInserter inserter;
  private final Pause pause = new Pause();
  private final Pause heartbeat = new Pause();
  private final Semaphore slots;
  private final Map<String, AtomicBoolean> active = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch gathererEnded = new CountDownLatch(1);
  private volatile boolean started;
  private @Nullable String uncertainBatch;
  private long nextAdoptNanos = System.nanoTime();
  private long nextTakeNanos = System.nanoTime();

  /**
   * @param lease of the queue: renewed three times in that time
   * @param decoder an envelope as the queue carries it
   */
  public IngestWorker(
      BatchQueue queue,
      EnvelopeStore store,
      Function<byte[], Envelope> decoder,
      WorkerSettings settings,
      Duration lease,
      MeterRegistry registry) {
    this.queue = queue;
    this.settings = settings;
    this.lease = lease;
    this.meters = new WorkerMeters(registry);
    this.inserter = new BatchInserter(queue, store, decoder, settings, meters, pause);
    this.slots = new Semaphore(settings.concurrency());
  }

  /** Begins to work, in threads of its own. */
  public void start() {
    started = true;
    threads.execute(this::gather);
    threads.execute(this::renewLeases);
  }

  /**
   * Takes no further batch, waits for inserts under way as long as the settings say, and gives up
   * the rest so that another worker takes it over at once.
   */
  @Override
  public void close() {
    pause.stop();
    if (started) {
      try {
        gathererEnded.await();
        // No permit left means no insert under way.
        boolean drained =
            slots.tryAcquire(
                settings.concurrency(), settings.drain().toMillis(), TimeUnit.MILLISECONDS);
        if (!drained) {
          LOG.warn("{} batches are still being inserted: given up to others", active.size());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      active.keySet().forEach(this::release);
    }
    abandon();
  }

  /** Stops where it is, without finishing or giving up anything: what a killed process leaves. */
  void abandon() {
    pause.stop();
    heartbeat.stop();
    threads.shutdownNow();
  }

  private void gather() {
    boolean prepared = false;
    try {
      while (!pause.isStopped()) {
        try {
          if (!prepared) {
            queue.prepare();
            prepared = true;
          }
          if (!slots.tryAcquire(LINGER_STEP.toMillis(), TimeUnit.MILLISECONDS)) {
            continue;
          }
          boolean handedOver = false;
          try {
            Optional<TakenBatch> batch = next();
            if (batch.isPresent()) {
              handOver(batch.get());
              handedOver = true;
            }
          } finally {
            if (!handedOver) {
              slots.release();
            }
          }
        } catch (QueueFailure e) {
          LOG.debug("Nothing can be taken from the queue", e);
          prepared = false;
          pause.waitFor(QUEUE_AWAY);
        } catch (RuntimeException e) {
          LOG.error("Taking from the queue failed", e);
          pause.waitFor(settings.retryBase());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      gathererEnded.countDown();
    }
  }

  private Optional<TakenBatch> next() {
    String uncertain = uncertainBatch;
    if (uncertain != null) {
      Optional<TakenBatch> resumed = queue.resume(uncertain);
      uncertainBatch = null;
      if (resumed.isPresent()) {
        return resumed;
      }
    }
    if (System.nanoTime() - nextAdoptNanos >= 0) {
      Optional<TakenBatch> adopted = queue.adopt();
      if (adopted.isPresent()) {
        LOG.info("Took over batch {} of a worker that is gone", adopted.get().id());
        meters.adopted.increment();
        return adopted; // There may be more: the next look is not put off.
      }
      nextAdoptNanos = System.nanoTime() + settings.adoptEvery().toNanos();
    }
    return waitForEnough() ? take() : Optional.empty();
  }

  /** Whether something waits and has lingered long enough, or is enough. */
  private boolean waitForEnough() {
    BatchQueue.Waiting waiting = queue.waiting();
    if (waiting.entries() <= 0) {
      pause.waitFor(settings.poll());
      return false;
    }
    long begin = System.nanoTime();
    while (!isEnough(waiting) || System.nanoTime() - nextTakeNanos < 0) {
      long lingerNanos = settings.linger(waiting.rows()).toNanos();
      long left = Math.max(begin + lingerNanos, nextTakeNanos) - System.nanoTime();
      if (left <= 0) {
        return true;
      }
      Duration step = Duration.ofNanos(Math.min(left, LINGER_STEP.toNanos()));
      if (!pause.waitFor(step)) {
        return false;
      }
      waiting = queue.waiting();
    }
    return true;
  }

  private boolean isEnough(BatchQueue.Waiting waiting) {
    return waiting.rows() >= settings.enoughRows()
        || waiting.bytes() >= settings.enoughBytes()
        || waiting.entries() >= settings.maxEntries();
  }

  private Optional<TakenBatch> take() {
    String batchId = UUID.randomUUID().toString();
    try {
      Optional<TakenBatch> taken =
          queue.take(batchId, settings.maxEntries(), settings.enoughRows(), settings.enoughBytes());
      if (settings.ratePerSecond() > 0) {
        int entries = taken.map(batch -> batch.entries().size()).orElse(0);
        nextTakeNanos = System.nanoTime() + entries * 1_000_000_000L / settings.ratePerSecond();
      }
      return taken;
    } catch (QueueFailure e) {
      if (e.isUncertain()) {
        uncertainBatch = batchId;
      }
      throw e;
    }
  }

  private void handOver(TakenBatch batch) {
    AtomicBoolean owned = new AtomicBoolean(true);
    active.put(batch.id(), owned);
    try {
      threads.execute(() -> {
        BatchInserter.Outcome outcome = BatchInserter.Outcome.LEFT;
        try {
          outcome = inserter.insert(batch, () -> owned.get() && !heartbeat.isStopped());
        } finally {
          active.remove(batch.id());
          if (outcome != BatchInserter.Outcome.DONE && !heartbeat.isStopped()) {
            release(batch.id());
          }
          slots.release();
        }
      });
    } catch (RuntimeException e) {
      active.remove(batch.id());
      throw e;
    }
  }

  private void renewLeases() {
    while (heartbeat.waitFor(lease.dividedBy(3))) {
      active.forEach((batchId, owned) -> {
        try {
          if (!queue.renew(batchId) && active.containsKey(batchId)) {
            LOG.warn("Batch {} was taken over by another worker", batchId);
            owned.set(false);
          }
        } catch (QueueFailure e) {
          // While Redis is away nobody can take the batch over either.
          LOG.debug("The lease of batch {} cannot be renewed now", batchId, e);
        }
      });
    }
  }

  private void release(String batchId) {
    try {
      queue.release(batchId);
    } catch (QueueFailure e) {
      LOG.debug("Batch {} cannot be given up: its lease will run out", batchId, e);
    }
  }
}
