package dev.seamark.ingest.worker;

import dev.seamark.ingest.queue.QueueFailure;
import dev.seamark.ingest.queue.RedisLock;
import dev.seamark.storage.clickhouse.summary.SummaryLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the summary recomputes of all replicas apart by a lock in Redis. Without Redis, or when
 * somebody holds the lock for too long, the recompute runs all the same.
 */
public final class SharedSummaryLock implements SummaryLock {
  private static final Logger LOG = LoggerFactory.getLogger(SharedSummaryLock.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private final RedisLock lock;
  private final Duration patience;

  /**
   * @param patience how long to wait for others
   */
  public SharedSummaryLock(RedisLock lock, Duration patience) {
    this.lock = lock;
    this.patience = patience;
  }

  @Override
  public void run(Runnable recompute) {
    Optional<RedisLock.Held> held = acquire();
    try {
      recompute.run();
    } finally {
      held.ifPresent(RedisLock.Held::close);
    }
  }

  private Optional<RedisLock.Held> acquire() {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      Optional<RedisLock.Held> held = lock.tryAcquire();
      while (held.isEmpty()) {
        if (System.nanoTime() - deadline > 0) {
          LOG.warn("Others have been recomputing summaries for {}: not waiting longer", patience);
          return held;
        }
        TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
        held = lock.tryAcquire();
      }
      return held;
    } catch (QueueFailure e) {
      LOG.debug("Recomputing summaries without the lock", e);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
