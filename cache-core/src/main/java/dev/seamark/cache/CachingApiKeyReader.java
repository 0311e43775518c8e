package dev.seamark.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ApiKeyReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * API keys remembered in this process. Whoever asks for a key first loads it, everybody else waits
 * for that load. A key that is known keeps working while the store is away; an unknown key needs
 * the store.
 */
public final class CachingApiKeyReader implements ApiKeyReader {
  private static final Logger LOG = LoggerFactory.getLogger(CachingApiKeyReader.class);

  private final ApiKeyReader store;
  private final ApiKeyCacheSettings settings;
  private final Executor loader;
  private final Ticker ticker;
  private final Cache<String, Known> cache;
  private final ConcurrentMap<String, CompletableFuture<Known>> loads = new ConcurrentHashMap<>();

  /**
   * @param loader runs one blocking look-up per task, on a virtual thread each
   */
  public CachingApiKeyReader(ApiKeyReader store, ApiKeyCacheSettings settings, Executor loader) {
    this(store, settings, loader, Ticker.systemTicker());
  }

  CachingApiKeyReader(
      ApiKeyReader store, ApiKeyCacheSettings settings, Executor loader, Ticker ticker) {
    this.store = store;
    this.settings = settings;
    this.loader = loader;
    this.ticker = ticker;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(settings.maxEntries())
            .expireAfterWrite(settings.staleFor())
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  @Override
  public Optional<ApiKey> findApiKey(String secretHash) {
    Known known = cache.getIfPresent(secretHash);
    if (known == null || (known.key().isEmpty() && isOlder(known, settings.absentTimeToLive()))) {
      return await(load(secretHash)).key();
    }
    if (known.key().isEmpty() || !isOlder(known, settings.refreshAfter())) {
      return known.key();
    }
    CompletableFuture<Known> load = load(secretHash);
    return isOlder(known, settings.timeToLive()) ? newer(load, known) : known.key();
  }

  /** Puts keys out of memory, for instance because one was revoked here. */
  public void invalidateAll() {
    cache.invalidateAll();
  }

  private boolean isOlder(Known known, Duration age) {
    return ticker.read() - known.loadedAt() > age.toNanos();
  }

  private CompletableFuture<Known> load(String secretHash) {
    CompletableFuture<Known> mine = new CompletableFuture<>();
    CompletableFuture<Known> other = loads.putIfAbsent(secretHash, mine);
    if (other != null) {
      return other;
    }
    try {
      loader.execute(() -> load(secretHash, mine));
    } catch (RuntimeException e) {
      loads.remove(secretHash, mine);
      mine.completeExceptionally(e);
    }
    return mine;
  }

  private void load(String secretHash, CompletableFuture<Known> result) {
    try {
      Known known = new Known(store.findApiKey(secretHash), ticker.read());
      cache.put(secretHash, known);
      loads.remove(secretHash, result);
      result.complete(known);
    } catch (RuntimeException | Error e) {
      loads.remove(secretHash, result);
      result.completeExceptionally(e);
    }
  }

  private Optional<ApiKey> newer(CompletableFuture<Known> load, Known old) {
    try {
      return load.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS).key();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return old.key();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("No newer answer about a known API key", e);
      return old.key();
    }
  }

  private static Known await(CompletableFuture<Known> load) {
    try {
      return load.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SeamarkException(
          ErrorCode.STORE_UNAVAILABLE, "interrupted while looking an API key up", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause(), e);
    }
  }

  private static RuntimeException failure(@Nullable Throwable cause, ExecutionException e) {
    return switch (cause) {
      // One exception object serves several waiters: each gets its own, with its own stack.
      case SeamarkException known ->
          new SeamarkException(known.code(), String.valueOf(known.getMessage()), known);
      case null, default ->
          new SeamarkException(ErrorCode.STORE_UNAVAILABLE, "API keys cannot be looked up", e);
    };
  }

  private record Known(Optional<ApiKey> key, long loadedAt) {}
}
