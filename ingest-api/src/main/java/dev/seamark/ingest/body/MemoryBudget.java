package dev.seamark.ingest.body;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that all requests in flight may hold together. A request claims what it is about to
 * allocate before it does; what does not fit is refused, so that hostile or merely many bodies cost
 * bounded memory.
 */
public final class MemoryBudget {
  private final long capacity;
  private final AtomicLong used = new AtomicLong();

  public MemoryBudget(long capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity: " + capacity + " (expected: at least 1)");
    }
    this.capacity = capacity;
  }

  /** An empty claim: for one request, closed when its reply is known. */
  public Claim open() {
    return new Claim();
  }

  public long usedBytes() {
    return used.get();
  }

  public long capacityBytes() {
    return capacity;
  }

  /** What one request holds. Used by one thread at a time; closing it twice is harmless. */
  public final class Claim implements AutoCloseable {
    private long held;
    private boolean closed;

    private Claim() {}

    /**
     * Claims some more bytes.
     *
     * @throws SeamarkException PAYLOAD_TOO_LARGE when this request alone needs more than there is,
     *     QUEUE_FULL when other requests hold too much of it
     */
    public synchronized void add(long bytes) {
      if (closed) {
        // The request was given up while a chunk was on its way: whoever adds must stop.
        throw new SeamarkException(ErrorCode.QUEUE_FULL, "the request was given up");
      }
      if (held + bytes > capacity) {
        throw new SeamarkException(
            ErrorCode.PAYLOAD_TOO_LARGE,
            "the request needs more than "
                + capacity
                + " bytes of memory to decode (expected: smaller requests)");
      }
      if (used.addAndGet(bytes) > capacity) {
        used.addAndGet(-bytes);
        throw new SeamarkException(
            ErrorCode.QUEUE_FULL,
            "requests in flight hold all of " + capacity + " bytes: try again later");
      }
      held += bytes;
    }

    /** Gives back some bytes that were claimed. */
    public synchronized void release(long bytes) {
      if (!closed) {
        if (bytes > held) {
          throw new IllegalArgumentException(
              "bytes: " + bytes + " (expected: at most the " + held + " held)");
        }
        held -= bytes;
        used.addAndGet(-bytes);
      }
    }

    public synchronized long heldBytes() {
      return held;
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        used.addAndGet(-held);
        held = 0;
      }
    }
  }
}
