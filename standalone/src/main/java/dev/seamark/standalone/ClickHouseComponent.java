package dev.seamark.standalone;

import dev.seamark.embedded.ClickHouseOptions;
import dev.seamark.embedded.EmbeddedClickHouse;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The embedded engine as a part of the stack. */
final class ClickHouseComponent implements Component {
  private final ClickHouseOptions options;
  private final Consumer<String> progress;
  private volatile @Nullable EmbeddedClickHouse engine;

  ClickHouseComponent(ClickHouseOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  @Override
  public String name() {
    return "clickhouse";
  }

  @Override
  public void start() {
    EmbeddedClickHouse present = engine;
    if (present == null) {
      engine = EmbeddedClickHouse.start(options, progress);
    } else {
      present.restart();
    }
  }

  URI url() {
    EmbeddedClickHouse present = engine;
    if (present == null) {
      throw new IllegalStateException("not started");
    }
    return present.url();
  }

  @Override
  public long pid() {
    EmbeddedClickHouse present = engine;
    return present == null ? 0 : present.pid();
  }

  @Override
  public CompletableFuture<Integer> exited() {
    EmbeddedClickHouse present = engine;
    return present == null ? CompletableFuture.completedFuture(0) : present.exited();
  }

  @Override
  public void close() {
    EmbeddedClickHouse present = engine;
    if (present != null) {
      present.close();
    }
  }
}
