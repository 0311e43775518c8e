package dev.seamark.core.workspace;

import java.util.Set;

/**
 * An API key as the store knows it: never its secret, only the secret's SHA-256.
 *
 * @param publicKey the half that may be shown, {@code pk-sm-…}
 * @param secretHash SHA-256 of the secret half, lower-case hex
 * @param retentionDays of the key's project
 */
public record ApiKey(
    String publicKey,
    String secretHash,
    String name,
    WorkspaceId workspaceId,
    ProjectId projectId,
    int retentionDays,
    Set<Scope> scopes) {
  public ApiKey {
    scopes = Set.copyOf(scopes);
  }

  public boolean allows(Scope scope) {
    return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
  }
}
