package dev.seamark.query.http;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Runs blocking reads, each on a virtual thread of its own, so many at a time. More of them wait a
 * little, and more than those are refused with {@code TOO_MANY_QUERIES}: a store that is given more
 * than it can do does less of it.
 *
 * <p>Cancelling the {@code Mono} interrupts its thread, which gives up the statement it runs.
 */
public final class BlockingReads {
  /**
   * How many reads there may be.
   *
   * @param concurrency reads that run
   * @param waiting reads that wait for one that runs
   * @param patience how long they wait
   */
  public record Bounds(int concurrency, int waiting, Duration patience) {
    public Bounds {
      if (concurrency < 1) {
        throw new IllegalArgumentException(
            "concurrency: " + concurrency + " (expected: at least 1)");
      }
      if (waiting < 0) {
        throw new IllegalArgumentException("waiting: " + waiting + " (expected: at least 0)");
      }
      if (patience.isNegative()) {
        throw new IllegalArgumentException("patience: " + patience + " (expected: not negative)");
      }
    }
  }

  private final Bounds bounds;
  private final Semaphore running;
  private final AtomicInteger admitted = new AtomicInteger();

  public BlockingReads(Bounds bounds) {
    this.bounds = bounds;
    this.running = new Semaphore(bounds.concurrency(), true);
  }

  /** The result of {@code read}, which runs when somebody subscribes. */
  public <T> Mono<T> run(Callable<T> read) {
    return Mono.create(sink -> start(read, sink));
  }

  /** Reads that run or wait. */
  public int admitted() {
    return admitted.get();
  }

  private <T> void start(Callable<T> read, MonoSink<T> sink) {
    if (admitted.incrementAndGet() > bounds.concurrency() + bounds.waiting()) {
      admitted.decrementAndGet();
      sink.error(tooMany());
      return;
    }
    Attempt<T> attempt = new Attempt<>(read, sink);
    Thread thread = Thread.ofVirtual().name("read").unstarted(attempt);
    sink.onCancel(() -> {
      attempt.cancelled = true;
      thread.interrupt();
    });
    thread.start();
  }

  private SeamarkException tooMany() {
    return new SeamarkException(
        ErrorCode.TOO_MANY_QUERIES,
        "queries: more than %d running and %d waiting"
            .formatted(bounds.concurrency(), bounds.waiting()));
  }

  private final class Attempt<T> implements Runnable {
    private final Callable<T> read;
    private final MonoSink<T> sink;
    private volatile boolean cancelled;

    private Attempt(Callable<T> read, MonoSink<T> sink) {
      this.read = read;
      this.sink = sink;
    }

    @Override
    public void run() {
      T result;
      try {
        result = admit();
      } catch (Throwable e) { // whatever it is, the subscriber has to hear of it
        if (!cancelled) {
          sink.error(e);
        }
        return;
      }
      sink.success(result);
    }

    private T admit() throws Exception {
      try {
        if (!running.tryAcquire(bounds.patience().toNanos(), TimeUnit.NANOSECONDS)) {
          throw tooMany();
        }
        try {
          return read.call();
        } finally {
          running.release();
        }
      } finally {
        admitted.decrementAndGet();
      }
    }
  }
}
