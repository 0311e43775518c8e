package dev.seamark.migrations;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.jdbc.DataSourceImpl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to the schema of this version: creates it when missing and applies the files
 * that were not applied yet.
 *
 * <p>ClickHouse has no transactional DDL: a file that fails may leave a part of its statements
 * applied. Every file can therefore be run again, and a failed one is simply tried again by the
 * next run.
 */
public final class Migrations {
  static final String HISTORY = "flyway_schema_history";

  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
  private static final String LOCATION = "classpath:dev/seamark/migrations";

  private final MigrationSettings settings;
  private final MigrationLock lock;
  private final String location;

  public Migrations(MigrationSettings settings, MigrationLock lock) {
    this(settings, lock, LOCATION);
  }

  Migrations(MigrationSettings settings, MigrationLock lock, String location) {
    this.settings = settings;
    this.lock = lock;
    this.location = location;
  }

  /**
   * Applies what is missing.
   *
   * @return what this run applied, in order; empty when the schema was up to date
   * @throws MigrationException when the database cannot be reached, a statement fails or an applied
   *     file was changed
   */
  public List<AppliedMigration> migrate() {
    try (MigrationLock.Held _ = lock.acquire()) {
      createDatabase();
      DataSource database = dataSource(settings.database());
      Flyway flyway = flyway(database);
      forgetFailures(flyway, database);
      List<AppliedMigration> applied =
          flyway.migrate().migrations.stream()
              .map(m ->
                  new AppliedMigration(
                      m.version, m.description, Duration.ofMillis(m.executionTime)))
              .toList();
      if (!applied.isEmpty()) {
        LOG.info("Applied {} migrations to database {}", applied.size(), settings.database());
      }
      return applied;
    } catch (FlywayException | SQLException | ClickHouseException e) {
      throw new MigrationException("Cannot migrate " + settings + ": " + e.getMessage(), e);
    }
  }

  /**
   * Whether nothing is missing. Changes nothing, so it needs no lock.
   *
   * @throws MigrationException when the database cannot be reached or does not exist
   */
  public boolean isUpToDate() {
    try {
      MigrationInfoService info = flyway(dataSource(settings.database())).info();
      return info.applied().length > 0
          && info.pending().length == 0
          && Arrays.stream(info.all()).noneMatch(m -> m.getState() == MigrationState.FAILED);
    } catch (FlywayException | SQLException | ClickHouseException e) {
      throw new MigrationException("Cannot look at " + settings + ": " + e.getMessage(), e);
    }
  }

  private void createDatabase() throws SQLException {
    String onCluster = onCluster();
    execute(
        dataSource("system"),
        "CREATE DATABASE IF NOT EXISTS " + settings.database() + " " + onCluster);
  }

  /** Flyway refuses to go on after a failure; the files are idempotent, so its row may go. */
  private void forgetFailures(Flyway flyway, DataSource database) throws SQLException {
    boolean failed =
        Arrays.stream(flyway.info().all()).anyMatch(m -> m.getState() == MigrationState.FAILED);
    if (failed) {
      LOG.warn("The last migration of database {} failed: trying again", settings.database());
      execute(database, "DELETE FROM " + HISTORY + " " + onCluster() + " WHERE success = 0");
    }
  }

  private Flyway flyway(DataSource database) {
    FluentConfiguration configuration =
        Flyway.configure()
            .dataSource(database)
            .locations(location)
            .table(HISTORY)
            .defaultSchema(settings.database())
            .loggers("slf4j")
            .placeholders(placeholders());
    settings
        .cluster()
        .ifPresent(name ->
            configuration.configuration(
                Map.of(
                    "flyway.clickhouse.clusterName",
                    name,
                    // One history for the whole cluster, not one per shard.
                    "flyway.clickhouse.zookeeperPath",
                    "/clickhouse/tables/seamark/{database}/{table}")));
    return configuration.load();
  }

  Map<String, String> placeholders() {
    boolean replicated = settings.cluster().isPresent();
    return Map.of(
        "on_cluster",
        onCluster(),
        "replicated",
        replicated ? "Replicated" : "",
        "deduplication_window",
        replicated ? "replicated_deduplication_window" : "non_replicated_deduplication_window");
  }

  private String onCluster() {
    return settings.cluster().map(name -> "ON CLUSTER '" + name + "'").orElse("");
  }

  private DataSource dataSource(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    return new DataSourceImpl("jdbc:clickhouse:" + settings.url() + "/" + database, properties);
  }

  private static void execute(DataSource dataSource, String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
