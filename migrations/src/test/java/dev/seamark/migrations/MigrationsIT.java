package dev.seamark.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.embedded.junit.ClickHouseExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MigrationsIT {
  @RegisterExtension static final ClickHouseExtension CLICKHOUSE = ClickHouseExtension.create();

  private final String database =
      "seamark_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

  @AfterEach
  void dropDatabase() {
    CLICKHOUSE.execute("DROP DATABASE IF EXISTS " + database + " SYNC");
  }

  @Test
  void migrate_missingDatabase() {
    List<AppliedMigration> applied = migrations().migrate();

    assertThat(applied).extracting(AppliedMigration::version).startsWith("0001").isSorted();
    assertThat(tables()).contains("spans", "trace_summaries", "trace_times_view");
  }

  @Test
  void migrate_upToDate() {
    migrations().migrate();

    assertThat(migrations().migrate()).isEmpty();
  }

  @Test
  void isUpToDate_noDatabase() {
    assertThatThrownBy(() -> migrations().isUpToDate()).isInstanceOf(MigrationException.class);
  }

  @Test
  void migrate_nothingListens() {
    MigrationSettings nowhere =
        new MigrationSettings(URI.create("http://127.0.0.1:1"), database, "a", "b");
    assertThatThrownBy(() -> new Migrations(nowhere, MigrationLock.none()).migrate())
        .isInstanceOf(MigrationException.class);
  }

  @Test
  void migrate_afterFailure_goesOn(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("V1__first.sql"), "CREATE TABLE IF NOT EXISTS a (x Int8) ENGINE = Memory");
    Path second = folder.resolve("V2__second.sql");
    Files.writeString(
        second,
        "CREATE TABLE IF NOT EXISTS b (x Int8) ENGINE = Memory; CREATE TABLE c (y Oops) ENGINE = Memory");
    Migrations migrations = migrations("filesystem:" + folder, MigrationLock.none());

    assertThatThrownBy(migrations::migrate)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining(database)
        .hasMessageContaining("V2__second.sql")
        .hasMessageContaining("Oops");
    Files.writeString(
        second,
        "CREATE TABLE IF NOT EXISTS b (x Int8) ENGINE = Memory; CREATE TABLE c (y Int8) ENGINE = Memory");

    assertThat(migrations.migrate()).extracting(AppliedMigration::version).containsExactly("2");
    assertThat(tables()).contains("a", "b", "c");
    assertThat(migrations.migrate()).isEmpty();
  }

  @Test
  void migrate_releasedFileChanged(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("V1__first.sql");
    Files.writeString(file, "CREATE TABLE a (x Int8) ENGINE = Memory");
    Migrations migrations = migrations("filesystem:" + folder, MigrationLock.none());
    migrations.migrate();
    Files.writeString(file, "CREATE TABLE a (x Int16) ENGINE = Memory");

    assertThatThrownBy(migrations::migrate)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void migrate_twoRunnersAtOnce() throws Exception {
    ReentrantLock mutex = new ReentrantLock();
    MigrationLock lock =
        () -> {
          mutex.lock();
          return mutex::unlock;
        };
    Callable<List<AppliedMigration>> runner = () -> new Migrations(settings(), lock).migrate();

    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<List<AppliedMigration>>> runs = threads.invokeAll(List.of(runner, runner));

      assertThat(List.of(runs.get(0).get().isEmpty(), runs.get(1).get().isEmpty()))
          .containsExactlyInAnyOrder(true, false);
    }
    assertThat(
            CLICKHOUSE.execute(
                "SELECT count() = uniqExact(version) FROM " + database + ".flyway_schema_history"))
        .isEqualTo("1\n");
  }

  @Test
  void migrate_fromBeforeObservations_keepsWhatIsStored(@TempDir Path folder) throws Exception {
    copyUpTo("V0033", folder);
    migrations("filesystem:" + folder, MigrationLock.none()).migrate();
    CLICKHOUSE.execute(
        """
        INSERT INTO %s.spans (workspace_id, project_id, trace_id, span_id, service_name, start_time, retention_days, version)
        SELECT generateUUIDv4(1), generateUUIDv4(2), 'trace-of-16-byte', 'span-of8', 'shop', now64(9), 30, 1\
        """
            .formatted(database));
    CLICKHOUSE.execute(
        """
        INSERT INTO %s.trace_summaries (workspace_id, project_id, start_time, trace_id, root_service, span_count, retention_days, version)
        SELECT generateUUIDv4(1), generateUUIDv4(2), now64(9), 'trace-of-16-byte', 'shop', 1, 30, 1\
        """
            .formatted(database));

    assertThat(migrations().migrate()).extracting(AppliedMigration::version).startsWith("0034");

    assertThat(
            CLICKHOUSE.execute(
                """
                SELECT service_name, environment, session_id, user_id, observed FROM %s.spans FINAL
                UNION ALL
                SELECT root_service, environment, session_id, user_id, total_cost > 0 FROM %s.trace_summaries FINAL\
                """
                    .formatted(database, database)))
        .isEqualTo("shop\t\t\t\tfalse\n".repeat(2));
  }

  @Test
  void migrate_unreachable() {
    Migrations migrations =
        new Migrations(
            new MigrationSettings(URI.create("http://127.0.0.1:1"), database, "seamark", "secret"),
            MigrationLock.none());

    assertThatThrownBy(migrations::migrate)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("http://127.0.0.1:1/" + database)
        .hasMessageNotContaining("secret");
  }

  /** The migrations as they were when the one of this number was the last. */
  private static void copyUpTo(String last, Path folder) throws IOException {
    Path all = Path.of("src/main/resources/dev/seamark/migrations");
    try (Stream<Path> files = Files.list(all)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.substring(0, last.length()).compareTo(last) <= 0) {
          Files.copy(file, folder.resolve(name));
        }
      }
    }
  }

  private Migrations migrations() {
    return new Migrations(settings(), MigrationLock.none());
  }

  private Migrations migrations(String location, MigrationLock lock) {
    return new Migrations(settings(), lock, location);
  }

  private MigrationSettings settings() {
    return new MigrationSettings(
        URI.create(CLICKHOUSE.url()), database, CLICKHOUSE.user(), CLICKHOUSE.password());
  }

  private List<String> tables() {
    return CLICKHOUSE
        .execute("SELECT name FROM system.tables WHERE database = '" + database + "'")
        .lines()
        .toList();
  }
}
