package dev.seamark.storage.clickhouse.workspace;

import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ApiKeyReader;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.Scope;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds keys in ClickHouse. A key whose project does not exist is no key. */
public final class ClickHouseApiKeys implements ApiKeyReader {
  private static final String FIND_API_KEY =
      """
      SELECT
          found.public_key,
          found.secret_hash,
          found.name,
          found.workspace_id,
          found.project_id,
          project.retention_days,
          found.scopes
      FROM (SELECT * FROM api_keys FINAL WHERE secret_hash = {secret_hash:String}) AS found
      INNER JOIN (SELECT * FROM projects FINAL) AS project
          ON project.workspace_id = found.workspace_id AND project.project_id = found.project_id
      LIMIT 1
      """;

  private final ClickHouse clickHouse;

  /**
   * Keys in the database of {@code clickHouse}.
   *
   * @param clickHouse an account that sees the keys of all workspaces, as owner and reader do: a
   *     key is what tells the workspace, so it cannot be read as one
   */
  public ClickHouseApiKeys(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  @Override
  public Optional<ApiKey> findApiKey(String secretHash) {
    return clickHouse.queryOne(
        Statement.of("find_api_key", FIND_API_KEY, Map.of("secret_hash", secretHash)),
        null,
        ClickHouseApiKeys::apiKey);
  }

  private static ApiKey apiKey(RowInput row) {
    return new ApiKey(
        row.string(),
        row.string(),
        row.string(),
        new WorkspaceId(row.uuid()),
        new ProjectId(row.uuid()),
        row.uint16(),
        scopes(row.list(RowInput::string)));
  }

  /** The scopes this version knows. */
  private static Set<Scope> scopes(List<String> names) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Scope scope : Scope.values()) {
      if (names.contains(scope.name())) {
        scopes.add(scope);
      }
    }
    return scopes;
  }
}
