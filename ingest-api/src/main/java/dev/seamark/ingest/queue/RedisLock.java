package dev.seamark.ingest.queue;

import io.lettuce.core.SetArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock that processes share. Its holder renews it; when the holder dies it ends by itself, so it
 * orders work that would be wasted or fail when done twice at once, and guards nothing else.
 */
public final class RedisLock {
  private static final Logger LOG = LoggerFactory.getLogger(RedisLock.class);

  private final RedisLink redis;
  private final String key;
  private final Duration life;
  private final Duration timeout;

  /**
   * @param name of the work it orders
   * @param life without renewal
   * @param timeout until Redis must have answered
   */
  public RedisLock(RedisLink redis, String name, Duration life, Duration timeout) {
    this.redis = redis;
    this.key = "seamark:{" + name + "}:lock";
    this.life = life;
    this.timeout = timeout;
  }

  /**
   * Takes the lock if it is free.
   *
   * @throws QueueFailure when Redis is away
   */
  public Optional<Held> tryAcquire() {
    String holder = UUID.randomUUID().toString();
    String answer =
        redis.call(
            commands ->
                commands.set(
                    key,
                    holder.getBytes(StandardCharsets.UTF_8),
                    SetArgs.Builder.nx().px(life.toMillis())),
            timeout);
    return "OK".equals(answer) ? Optional.of(new Held(holder)) : Optional.empty();
  }

  /** The lock while it is held; closing gives it back. */
  public final class Held implements AutoCloseable {
    private final String holder;
    private final ReentrantLock state = new ReentrantLock();
    private final Condition changed = state.newCondition();
    private boolean closed;

    private Held(String holder) {
      this.holder = holder;
      Thread.ofVirtual().name("renew " + key).start(this::renew);
    }

    private void renew() {
      while (waitUnlessClosed(life.dividedBy(3))) {
        try {
          if (redis.runForNumber(Script.RELOCK, List.of(key), timeout, holder, life.toMillis())
              == 0) {
            LOG.warn("Lock {} is no longer ours", key);
            return;
          }
        } catch (QueueFailure e) {
          LOG.debug("Lock {} cannot be renewed now", key, e);
        }
      }
    }

    private boolean waitUnlessClosed(Duration time) {
      state.lock();
      try {
        long left = time.toNanos();
        while (!closed && left > 0) {
          left = changed.awaitNanos(left);
        }
        return !closed;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        state.unlock();
      }
    }

    @Override
    public void close() {
      state.lock();
      try {
        if (closed) {
          return;
        }
        closed = true;
        changed.signalAll();
      } finally {
        state.unlock();
      }
      try {
        redis.runForNumber(Script.UNLOCK, List.of(key), timeout, holder);
      } catch (QueueFailure e) {
        LOG.debug("Lock {} cannot be given back: it will end by itself", key, e);
      }
    }
  }
}
