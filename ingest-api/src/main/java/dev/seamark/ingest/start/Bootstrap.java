package dev.seamark.ingest.start;

import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ApiKeyReader;
import dev.seamark.core.workspace.ApiKeySecret;
import dev.seamark.core.workspace.Project;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.Scope;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.core.workspace.WorkspaceWriter;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the default workspace, its project and a configured key, unless the key exists. */
public final class Bootstrap {
  public static final WorkspaceId WORKSPACE = new WorkspaceId(new UUID(0, 1));
  public static final ProjectId PROJECT = new ProjectId(new UUID(0, 2));

  private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);

  private final ApiKeyReader keys;
  private final WorkspaceWriter workspaces;
  private final ApiKeySecret secret;
  private final Set<Scope> scopes;
  private final int retentionDays;

  /**
   * @param keys the store itself, not a cache: what is looked up here is about to be written
   */
  public Bootstrap(
      ApiKeyReader keys,
      WorkspaceWriter workspaces,
      ApiKeySecret secret,
      Set<Scope> scopes,
      int retentionDays) {
    this.keys = keys;
    this.workspaces = workspaces;
    this.secret = secret;
    this.scopes = Set.copyOf(scopes);
    this.retentionDays = retentionDays;
  }

  /** Makes sure that the key works. */
  public void run() {
    String hash = ApiKeySecret.hash(secret.secret());
    boolean exists =
        keys.findApiKey(hash)
            .filter(key -> key.publicKey().equals(secret.publicKey()))
            .filter(key -> key.scopes().equals(scopes))
            .isPresent();
    if (exists) {
      return; // Whatever people changed since then stays.
    }
    workspaces.putWorkspace(WORKSPACE, "default");
    workspaces.putProject(new Project(WORKSPACE, PROJECT, "default", retentionDays));
    workspaces.putApiKey(
        new ApiKey(
            secret.publicKey(), hash, "bootstrap", WORKSPACE, PROJECT, retentionDays, scopes));
    LOG.info("Created key {} of the default project", secret.publicKey());
  }
}
