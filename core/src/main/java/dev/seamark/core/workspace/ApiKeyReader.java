package dev.seamark.core.workspace;

import java.util.Optional;

/** Finds API keys. */
public interface ApiKeyReader {

  /**
   * The key whose secret has this SHA-256 (lower-case hex), unless it was revoked.
   *
   * @throws dev.seamark.core.error.SeamarkException STORE_UNAVAILABLE when nobody can tell
   */
  Optional<ApiKey> findApiKey(String secretHash);
}
