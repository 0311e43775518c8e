package dev.seamark.benchmarks.ingest;

import dev.seamark.benchmarks.stack.Engine;
import dev.seamark.migrations.MigrationLock;
import dev.seamark.migrations.MigrationSettings;
import dev.seamark.migrations.Migrations;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The yardstick: the rows that are stored already, inserted once more into the same tables of
 * another database, in Native blocks of 100,000 rows without anything around.
 */
final class PlainInserts {
  private static final String DATABASE = "seamark_plain";
  private static final int ROWS = 100_000;

  private final Engine engine;
  private final Path folder;

  PlainInserts(Engine engine, Path folder) {
    this.engine = engine;
    this.folder = folder;
  }

  /** CPU seconds per million rows of the whole engine, its merges included. */
  double run(long rows, PrintStream out) throws Exception {
    new Migrations(
            new MigrationSettings(engine.url(), DATABASE, engine.user(), engine.password()),
            MigrationLock.none())
        .migrate();
    List<Path> files = save(rows);
    long saved = 0;
    engine.awaitQuiet();
    out.println("Inserting the same rows plainly");
    double before = engine.cpuSeconds();
    for (Path file : files) {
      engine.insert("bench-plain", DATABASE + ".spans", file);
      saved += ROWS;
    }
    engine.awaitQuiet();
    double used = engine.cpuSeconds() - before;
    long stored = (long) engine.number("SELECT count() FROM " + DATABASE + ".spans");
    if (stored != Math.min(saved, rows)) {
      throw new IllegalStateException("plain rows: " + stored + " (expected: " + rows + ")");
    }
    for (Path file : files) {
      Files.delete(file);
    }
    return used * 1e6 / stored;
  }

  /** The newest rows, in the order in which they were accepted. */
  private List<Path> save(long rows) throws Exception {
    engine.query(
        "CREATE TABLE accepted ENGINE = MergeTree ORDER BY number AS"
            + " SELECT *, rowNumberInAllBlocks() AS number FROM (SELECT * FROM spans ORDER BY version DESC, start_time DESC LIMIT "
            + rows
            + ") SETTINGS max_threads = 1, max_bytes_before_external_sort = 100000000");
    List<Path> files = new ArrayList<>();
    for (long from = 0; from < rows; from += ROWS) {
      Path file = folder.resolve("plain-" + files.size() + ".native.zst");
      engine.save(
          "SELECT * EXCEPT number FROM accepted WHERE number >= %d AND number < %d ORDER BY number FORMAT Native"
              .formatted(from, from + ROWS),
          file);
      files.add(file);
    }
    engine.query("DROP TABLE accepted SYNC");
    return files;
  }
}
