package dev.seamark.standalone;

import dev.seamark.embedded.EmbeddedRedis;
import dev.seamark.embedded.RedisOptions;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The embedded Redis as a part of the stack. */
final class RedisComponent implements Component {
  private final RedisOptions options;
  private volatile @Nullable EmbeddedRedis redis;

  RedisComponent(RedisOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public void start() {
    EmbeddedRedis present = redis;
    if (present == null) {
      redis = EmbeddedRedis.start(options);
    } else {
      present.restart();
    }
  }

  URI url() {
    EmbeddedRedis present = redis;
    if (present == null) {
      throw new IllegalStateException("not started");
    }
    return present.url();
  }

  @Override
  public long pid() {
    EmbeddedRedis present = redis;
    return present == null ? 0 : present.pid();
  }

  @Override
  public CompletableFuture<Integer> exited() {
    EmbeddedRedis present = redis;
    return present == null ? CompletableFuture.completedFuture(0) : present.exited();
  }

  @Override
  public void close() {
    EmbeddedRedis present = redis;
    if (present != null) {
      present.close();
    }
  }
}
