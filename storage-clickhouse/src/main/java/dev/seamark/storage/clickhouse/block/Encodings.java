package dev.seamark.storage.clickhouse.block;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Encodings with their buffers and native contexts, kept for the next call: as many as there are
 * processors, and none that has grown large or failed.
 */
public final class Encodings<E extends Encodings.Encoding> implements AutoCloseable {
  private static final long MAX_KEPT_BYTES = 16L * 1024 * 1024;

  private final Supplier<E> create;
  private final BlockingQueue<E> idle =
      new ArrayBlockingQueue<>(Math.max(2, Runtime.getRuntime().availableProcessors()));

  public Encodings(Supplier<E> create) {
    this.create = create;
  }

  /** Runs a call with an encoding of its own. */
  public <T> T with(Function<E, T> call) {
    E encoding = idle.poll();
    if (encoding == null) {
      encoding = create.get();
    }
    boolean keep = false;
    try {
      T result = call.apply(encoding);
      keep = encoding.capacity() <= MAX_KEPT_BYTES && idle.offer(encoding);
      return result;
    } finally {
      if (!keep) {
        encoding.close();
      }
    }
  }

  /** Frees what is kept. */
  @Override
  public void close() {
    for (E kept = idle.poll(); kept != null; kept = idle.poll()) {
      kept.close();
    }
  }

  /** One call's state, by one thread at a time. */
  public interface Encoding {
    /** Bytes of memory held. */
    long capacity();

    /** Frees native memory. */
    void close();
  }
}
