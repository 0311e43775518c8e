package dev.seamark.storage.clickhouse.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.Project;
import dev.seamark.core.workspace.Scope;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.MigratedDatabase;
import dev.seamark.storage.tests.SpanData;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClickHouseWorkspacesIT {
  @RegisterExtension static final ClickHouseExtension ENGINE = ClickHouseExtension.create();

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse clickHouse;

  private final ClickHouseWorkspaces workspaces = new ClickHouseWorkspaces(clickHouse);
  private final ClickHouseApiKeys keys = new ClickHouseApiKeys(clickHouse);
  private final ApiKey key = SpanData.randomOwner();

  @BeforeAll
  static void open() {
    clickHouse = ClickHouse.writer(MigratedDatabase.of(ENGINE));
  }

  @AfterAll
  static void close() {
    clickHouse.close();
  }

  @Test
  void findApiKey_put() {
    put(key);

    assertThat(keys.findApiKey(key.secretHash())).contains(key);
  }

  @Test
  void findApiKey_unknown() {
    assertThat(keys.findApiKey("0".repeat(64))).isEmpty();
    assertThat(keys.findApiKey("' OR 1 = 1 --\\")).isEmpty();
  }

  @Test
  void findApiKey_withoutProject() {
    workspaces.putApiKey(key);

    assertThat(keys.findApiKey(key.secretHash())).isEmpty();
  }

  @Test
  void findApiKey_changedProject() {
    put(key);
    workspaces.putProject(new Project(key.workspaceId(), key.projectId(), "short", 7));

    assertThat(keys.findApiKey(key.secretHash()))
        .hasValueSatisfying(found -> assertThat(found.retentionDays()).isEqualTo(7));
  }

  @Test
  void findApiKey_changedScopes() {
    put(key);
    ApiKey changed =
        new ApiKey(
            key.publicKey(),
            key.secretHash(),
            "né \t'quoted' \\",
            key.workspaceId(),
            key.projectId(),
            key.retentionDays(),
            Set.of(Scope.ADMIN));
    workspaces.putApiKey(changed);

    assertThat(keys.findApiKey(key.secretHash())).contains(changed);
  }

  @Test
  void put_again() {
    put(key);
    put(key);

    for (String table : new String[] {"workspaces", "projects", "api_keys"}) {
      assertThat(
              ENGINE.execute(
                  "SELECT count() FROM %s WHERE workspace_id = '%s'"
                      .formatted(table, key.workspaceId())))
          .isEqualTo("1\n");
    }
  }

  @Test
  void revokeApiKey_putAgain() {
    put(key);
    workspaces.revokeApiKey(key.workspaceId(), key.publicKey());
    assertThat(keys.findApiKey(key.secretHash())).isEmpty();

    workspaces.putApiKey(key);
    workspaces.revokeApiKey(key.workspaceId(), key.publicKey());

    assertThat(keys.findApiKey(key.secretHash())).isEmpty();
  }

  @Test
  void revokeApiKey_ofAnother() {
    put(key);
    workspaces.revokeApiKey(SpanData.randomOwner().workspaceId(), key.publicKey());
    workspaces.revokeApiKey(new WorkspaceId(key.workspaceId().value()), "pk-sm-unknown");

    assertThat(keys.findApiKey(key.secretHash())).contains(key);
  }

  private void put(ApiKey owner) {
    workspaces.putWorkspace(owner.workspaceId(), "test");
    workspaces.putProject(
        new Project(owner.workspaceId(), owner.projectId(), "test", owner.retentionDays()));
    workspaces.putApiKey(owner);
  }
}
