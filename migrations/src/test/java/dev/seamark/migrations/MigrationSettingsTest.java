package dev.seamark.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MigrationSettingsTest {
  private static final URI URL = URI.create("http://127.0.0.1:8123");

  @Test
  void database_withQuote() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MigrationSettings(URL, "a`b", "seamark", ""))
        .withMessage("database: 'a`b' (expected: letters, digits and underscores)");
  }

  @Test
  void url_ofJdbc() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new MigrationSettings(URI.create("jdbc:clickhouse:x"), "seamark", "seamark", ""))
        .withMessageContaining("expected: http://host:port");
  }

  @Test
  void cluster_withQuote() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MigrationSettings(URL, "seamark", "seamark", "", Optional.of("a'b")));
  }

  @Test
  void toString_hidesPassword() {
    assertThat(new MigrationSettings(URL, "seamark", "writer", "hunter2").toString())
        .isEqualTo("MigrationSettings[http://127.0.0.1:8123/seamark as writer]");
  }

  @Test
  void environment_empty() {
    assertThat(MigrateCommand.settings(Map.of()))
        .isEqualTo(new MigrationSettings(URL, "seamark", "seamark", ""));
  }

  @Test
  void placeholders_singleNode() {
    assertThat(placeholders(Optional.empty()))
        .containsOnly(
            Map.entry("on_cluster", ""),
            Map.entry("replicated", ""),
            Map.entry("deduplication_window", "non_replicated_deduplication_window"));
  }

  @Test
  void placeholders_cluster() {
    assertThat(placeholders(Optional.of("main")))
        .containsOnly(
            Map.entry("on_cluster", "ON CLUSTER 'main'"),
            Map.entry("replicated", "Replicated"),
            Map.entry("deduplication_window", "replicated_deduplication_window"));
  }

  private static Map<String, String> placeholders(Optional<String> cluster) {
    return new Migrations(
            new MigrationSettings(URL, "seamark", "seamark", "", cluster), MigrationLock.none())
        .placeholders();
  }
}
