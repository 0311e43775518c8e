package dev.seamark.embedded.junit;

import dev.seamark.embedded.EmbeddedRedis;
import dev.seamark.embedded.RedisOptions;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Redis logical database for a test class, empty at its start.
 *
 * <p>{@link #create} shares one Redis among all classes of the JVM: keys are apart, published
 * messages are not. {@link #dedicated} gives the class a Redis of its own, which it may kill, pause
 * and restart.
 */
public final class RedisExtension implements BeforeAllCallback, AfterAllCallback {
  private static final int DATABASES = 128;

  private final boolean dedicated;
  private @Nullable Redis redis;
  private @Nullable Integer database;

  private RedisExtension(boolean dedicated) {
    this.dedicated = dedicated;
  }

  /** A database of the Redis all classes share. */
  public static RedisExtension create() {
    return new RedisExtension(false);
  }

  /** A Redis of the class's own. */
  public static RedisExtension dedicated() {
    return new RedisExtension(true);
  }

  /** {@code redis://127.0.0.1:PORT/DATABASE} */
  public String url() {
    return server().url() + "/" + database;
  }

  public int port() {
    return server().port();
  }

  /** Redis itself; only a dedicated one may be killed, paused or restarted. */
  public EmbeddedRedis server() {
    Redis running = redis;
    if (running == null) {
      throw new IllegalStateException("the test class has not started yet");
    }
    return running.server;
  }

  /** Deletes every key of this class. */
  public void flush() {
    server().command("SELECT " + database, "FLUSHDB");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    ExtensionContext.Store store =
        (dedicated ? context : context.getRoot())
            .getStore(ExtensionContext.Namespace.create(RedisExtension.class));
    Redis running = store.getOrComputeIfAbsent(Redis.class, key -> new Redis(), Redis.class);
    redis = running;
    Integer free = running.free.poll();
    if (free == null) {
      throw new IllegalStateException("all " + DATABASES + " databases are in use");
    }
    database = free;
    flush();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Redis running = redis;
    if (running != null && database != null) {
      running.free.add(database);
    }
  }

  /** A running Redis, its folder and the databases nobody uses. */
  private static final class Redis implements ExtensionContext.Store.CloseableResource {
    private final TestFolder folder = TestFolder.create("redis");
    private final EmbeddedRedis server = EmbeddedRedis.start(RedisOptions.of(folder.path()));
    private final BlockingQueue<Integer> free =
        new LinkedBlockingQueue<>(IntStream.range(0, DATABASES).boxed().toList());

    @Override
    public void close() {
      server.close();
      folder.delete();
    }
  }
}
