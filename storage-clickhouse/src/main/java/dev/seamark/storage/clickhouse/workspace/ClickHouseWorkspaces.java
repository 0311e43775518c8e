package dev.seamark.storage.clickhouse.workspace;

import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.Project;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.core.workspace.WorkspaceWriter;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes workspaces, projects and keys to ClickHouse. A record that stands there already is not
 * written again; a changed one keeps its time of creation. A revoked key stays revoked, whoever
 * puts it again.
 */
public final class ClickHouseWorkspaces implements WorkspaceWriter {
  private static final String PUT_WORKSPACE =
      """
      INSERT INTO workspaces (workspace_id, name, created_at, version)
      SELECT {workspace_id:UUID}, {name:String}, created, toUnixTimestamp64Nano(now64(9))
      FROM (
          SELECT
              if(count() = 0, now64(3, 'UTC'), min(created_at)) AS created,
              countIf(name = {name:String}) AS same
          FROM workspaces FINAL
          WHERE workspace_id = {workspace_id:UUID}
      )
      WHERE same = 0
      """;

  private static final String PUT_PROJECT =
      """
      INSERT INTO projects (workspace_id, project_id, name, retention_days, created_at, version)
      SELECT
          {workspace_id:UUID}, {project_id:UUID}, {name:String}, {retention_days:UInt16}, created,
          toUnixTimestamp64Nano(now64(9))
      FROM (
          SELECT
              if(count() = 0, now64(3, 'UTC'), min(created_at)) AS created,
              countIf(name = {name:String} AND retention_days = {retention_days:UInt16}) AS same
          FROM projects FINAL
          WHERE workspace_id = {workspace_id:UUID} AND project_id = {project_id:UUID}
      )
      WHERE same = 0
      """;

  private static final String PUT_API_KEY =
      """
      INSERT INTO api_keys
          (workspace_id, public_key, secret_hash, name, project_id, scopes, created_at, version)
      SELECT
          {workspace_id:UUID}, {public_key:String}, {secret_hash:String}, {name:String},
          {project_id:UUID}, {scopes:Array(String)}, created, toUnixTimestamp64Nano(now64(9))
      FROM (
          SELECT
              if(count() = 0, now64(3, 'UTC'), min(created_at)) AS created,
              countIf(is_deleted = 1) AS revoked,
              argMax(
                  (secret_hash, name, project_id, CAST(scopes, 'Array(String)')), version
              ) = ({secret_hash:String}, {name:String}, {project_id:UUID}, {scopes:Array(String)}) AS same
          FROM api_keys
          WHERE workspace_id = {workspace_id:UUID} AND public_key = {public_key:String}
      )
      WHERE same = 0 AND revoked = 0
      """;

  private static final String REVOKE_API_KEY =
      """
      INSERT INTO api_keys
          (workspace_id, public_key, secret_hash, name, project_id, scopes, created_at, version, is_deleted)
      SELECT
          workspace_id, public_key, secret_hash, name, project_id, scopes, created_at,
          toUnixTimestamp64Nano(now64(9)), 1
      FROM api_keys FINAL
      WHERE workspace_id = {workspace_id:UUID} AND public_key = {public_key:String}
      """;

  private final ClickHouse clickHouse;

  /**
   * A writer.
   *
   * @param clickHouse the account that owns the database
   */
  public ClickHouseWorkspaces(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  @Override
  public void putWorkspace(WorkspaceId id, String name) {
    clickHouse.execute(
        Statement.of(
            "put_workspace", PUT_WORKSPACE, Map.of("workspace_id", id.value(), "name", name)));
  }

  @Override
  public void putProject(Project project) {
    clickHouse.execute(
        Statement.of(
            "put_project",
            PUT_PROJECT,
            Map.of(
                "workspace_id", project.workspaceId().value(),
                "project_id", project.id().value(),
                "name", project.name(),
                "retention_days", project.retentionDays())));
  }

  @Override
  public void putApiKey(ApiKey key) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("workspace_id", key.workspaceId().value());
    parameters.put("public_key", key.publicKey());
    parameters.put("secret_hash", key.secretHash());
    parameters.put("name", key.name());
    parameters.put("project_id", key.projectId().value());
    parameters.put("scopes", key.scopes().stream().map(Enum::name).sorted().toList());
    clickHouse.execute(Statement.of("put_api_key", PUT_API_KEY, parameters));
  }

  @Override
  public void revokeApiKey(WorkspaceId workspaceId, String publicKey) {
    clickHouse.execute(
        Statement.of(
            "revoke_api_key",
            REVOKE_API_KEY,
            Map.of("workspace_id", workspaceId.value(), "public_key", publicKey)));
  }
}
