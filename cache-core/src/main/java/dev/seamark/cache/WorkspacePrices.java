package dev.seamark.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.seamark.core.llm.ModelPrice;
import dev.seamark.core.llm.ModelPriceReader;
import dev.seamark.core.llm.PriceTable;
import dev.seamark.core.workspace.WorkspaceId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The price table of each workspace: its own prices before the built-in ones, remembered and
 * renewed beside the caller.
 *
 * <p>Ingest must not wait for prices, nor fail without them: only the first call for a workspace
 * waits, half a second at most, and while its prices cannot be read the built-in ones hold.
 */
public final class WorkspacePrices implements Function<WorkspaceId, PriceTable> {
  private static final Logger LOG = LoggerFactory.getLogger(WorkspacePrices.class);
  private static final int MAX_WORKSPACES = 10_000;
  private static final Duration RENEW_AFTER = Duration.ofSeconds(60);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final ModelPriceReader store;
  private final PriceTable builtIn;
  private final Executor loader;
  private final Ticker ticker;
  private final Cache<WorkspaceId, Known> cache;
  private final ConcurrentMap<WorkspaceId, CompletableFuture<Known>> loads =
      new ConcurrentHashMap<>();

  private record Known(List<ModelPrice> own, PriceTable table, long renewAt) {}

  /**
   * @param loader runs one blocking read per task, on a virtual thread each
   */
  public WorkspacePrices(ModelPriceReader store, PriceTable builtIn, Executor loader) {
    this(store, builtIn, loader, Ticker.systemTicker());
  }

  WorkspacePrices(ModelPriceReader store, PriceTable builtIn, Executor loader, Ticker ticker) {
    this.store = store;
    this.builtIn = builtIn;
    this.loader = loader;
    this.ticker = ticker;
    this.cache = Caffeine.newBuilder().maximumSize(MAX_WORKSPACES).executor(Runnable::run).build();
  }

  @Override
  public PriceTable apply(WorkspaceId workspaceId) {
    Known known = cache.getIfPresent(workspaceId);
    if (known == null) {
      return firstOf(load(workspaceId, null));
    }
    if (ticker.read() - known.renewAt() >= 0) {
      CompletableFuture<Known> _ = load(workspaceId, known);
    }
    return known.table();
  }

  /**
   * Reads a workspace's prices anew at its next request, because they were changed here. Other
   * processes notice within a minute.
   */
  public void forget(WorkspaceId workspaceId) {
    // A load on its way may have read the prices before they were changed.
    loads.compute(
        workspaceId,
        (_, _) -> {
          cache.invalidate(workspaceId);
          return null;
        });
  }

  private PriceTable firstOf(CompletableFuture<Known> load) {
    try {
      return load.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).table();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return builtIn;
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("Built-in prices stand in for a workspace's own", e);
      return builtIn;
    }
  }

  private CompletableFuture<Known> load(WorkspaceId workspaceId, @Nullable Known old) {
    CompletableFuture<Known> mine = new CompletableFuture<>();
    CompletableFuture<Known> other = loads.putIfAbsent(workspaceId, mine);
    if (other != null) {
      return other;
    }
    try {
      loader.execute(() -> complete(mine, workspaceId, old));
    } catch (RuntimeException e) {
      loads.remove(workspaceId, mine);
      mine.completeExceptionally(e);
    }
    return mine;
  }

  private void complete(
      CompletableFuture<Known> result, WorkspaceId workspaceId, @Nullable Known old) {
    Known known = read(workspaceId, old);
    loads.computeIfPresent(
        workspaceId,
        (_, running) -> {
          if (running != result) {
            return running;
          }
          cache.put(workspaceId, known);
          return null;
        });
    result.complete(known);
  }

  private Known read(WorkspaceId workspaceId, @Nullable Known old) {
    try {
      List<ModelPrice> own = store.readModelPrices(workspaceId);
      long renewAt = ticker.read() + RENEW_AFTER.toNanos();
      // An unchanged table keeps the models it has matched already.
      return new Known(own, tableOf(own, old), renewAt);
    } catch (RuntimeException e) {
      LOG.warn("Prices of workspace {} cannot be read: {}", workspaceId, e.getMessage());
      long retryAt = ticker.read() + RETRY_AFTER.toNanos();
      return old == null
          ? new Known(List.of(), builtIn, retryAt)
          : new Known(old.own(), old.table(), retryAt);
    }
  }

  private PriceTable tableOf(List<ModelPrice> own, @Nullable Known old) {
    if (old != null && old.own().equals(own)) {
      return old.table();
    }
    return own.isEmpty() ? builtIn : builtIn.withOwn(own);
  }
}
