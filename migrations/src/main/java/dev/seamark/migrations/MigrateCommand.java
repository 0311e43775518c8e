package dev.seamark.migrations;

import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Migrates from the command line, configured by the services' environment variables. Exit status 0
 * when the schema is up to date, 1 when it is not.
 */
public final class MigrateCommand {

  private MigrateCommand() {}

  public static void main(String[] arguments) {
    System.exit(run(System.getenv(), System.out, System.err));
  }

  static int run(Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      List<AppliedMigration> applied =
          new Migrations(settings(environment), MigrationLock.none()).migrate();
      applied.forEach(out::println);
      out.println(applied.isEmpty() ? "The schema is up to date." : "Migrated.");
      return 0;
    } catch (MigrationException | IllegalArgumentException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  static MigrationSettings settings(Map<String, String> environment) {
    return new MigrationSettings(
        URI.create(environment.getOrDefault("SEAMARK_CLICKHOUSE_URL", "http://127.0.0.1:8123")),
        environment.getOrDefault("SEAMARK_CLICKHOUSE_DATABASE", "seamark"),
        environment.getOrDefault("SEAMARK_CLICKHOUSE_USER", "seamark"),
        environment.getOrDefault("SEAMARK_CLICKHOUSE_PASSWORD", ""),
        Optional.ofNullable(environment.get("SEAMARK_CLICKHOUSE_CLUSTER"))
            .filter(name -> !name.isBlank()));
  }
}
