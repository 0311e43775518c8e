package dev.seamark.storage.clickhouse;

import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.migrations.MigrationLock;
import dev.seamark.migrations.MigrationSettings;
import dev.seamark.migrations.Migrations;
import java.net.URI;
import java.time.Duration;

/** A test class's database with all tables in it. */
public final class MigratedDatabase {
  private MigratedDatabase() {}

  /** Migrates and tells how to get there. */
  public static ClickHouseSettings of(ClickHouseExtension engine) {
    ClickHouseSettings settings = settings(engine);
    new Migrations(
            new MigrationSettings(
                settings.url(),
                settings.database(),
                settings.writer().user(),
                settings.writer().password()),
            MigrationLock.none())
        .migrate();
    return settings;
  }

  /** How to get there now: a restarted engine may listen elsewhere. */
  public static ClickHouseSettings settings(ClickHouseExtension engine) {
    return new ClickHouseSettings(
        URI.create(engine.url()),
        engine.database(),
        new ClickHouseSettings.Account(engine.user(), engine.password()),
        new ClickHouseSettings.Account(engine.readerUser(), engine.readerPassword()),
        8,
        Duration.ofSeconds(2),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30));
  }
}
