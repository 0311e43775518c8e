package dev.seamark.ingest.start;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ApiKeyReader;
import java.util.Optional;

/**
 * Calls no key unknown before the service has started: it may be the one about to be created, and
 * an exporter that is told 401 throws its data away.
 */
public final class KeysWhileStarting implements ApiKeyReader {
  private final ApiKeyReader store;
  private final Startup startup;

  public KeysWhileStarting(ApiKeyReader store, Startup startup) {
    this.store = store;
    this.startup = startup;
  }

  @Override
  public Optional<ApiKey> findApiKey(String secretHash) {
    boolean started = startup.isComplete();
    Optional<ApiKey> found = store.findApiKey(secretHash);
    if (found.isEmpty() && !started) {
      throw new SeamarkException(
          ErrorCode.STORE_UNAVAILABLE, "the service is starting: " + startup.state());
    }
    return found;
  }
}
