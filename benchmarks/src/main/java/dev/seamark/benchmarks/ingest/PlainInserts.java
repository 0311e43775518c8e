package dev.seamark.benchmarks.ingest;

import dev.seamark.benchmarks.stack.Engine;
import dev.seamark.migrations.MigrationLock;
import dev.seamark.migrations.MigrationSettings;
import dev.seamark.migrations.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The yardstick: the rows of {@code spans} that are stored already, inserted once more into the
 * same tables of another database, with the same views, in Native blocks of 100,000 rows, one
 * insert after the other, without anything around. Resources, summaries and everything else the
 * product writes beside its spans are not inserted: they count against the product.
 */
final class PlainInserts {
  static final String DATABASE = "seamark_plain";
  static final String STATEMENT = "bench_plain";
  private static final int ROWS = 100_000;

  private final Engine engine;
  private final Path folder;

  PlainInserts(Engine engine, Path folder) {
    this.engine = engine;
    this.folder = folder;
  }

  /** What the inserts took, merges that follow included. */
  record Result(EngineUsage used, long rows) {}

  /**
   * Inserts.
   *
   * @param before versions of the rows that are there before anything is measured, as when the
   *     product's own inserts were
   * @param measured versions of the rows that count
   */
  Result run(Versions before, Versions measured) throws Exception {
    new Migrations(
            new MigrationSettings(engine.url(), DATABASE, engine.user(), engine.password()),
            MigrationLock.none())
        .migrate();
    for (Versions cut : cuts(before)) {
      Path file = save(cut);
      insert("bench_plain_before", file);
      Files.delete(file);
    }
    List<Path> files = new ArrayList<>();
    for (Versions cut : cuts(measured)) {
      files.add(save(cut));
    }
    engine.mergeAll(DATABASE);

    EngineUsage start = EngineUsage.of(engine, DATABASE);
    for (Path file : files) {
      insert(STATEMENT, file);
    }
    engine.awaitQuiet();
    EngineUsage used = EngineUsage.of(engine, DATABASE).since(start);
    for (Path file : files) {
      Files.delete(file);
    }
    long rows = count(DATABASE + ".spans", measured);
    long expected = count("spans", measured);
    if (rows != expected) {
      throw new IllegalStateException("plain rows: " + rows + " (expected: " + expected + ")");
    }
    return new Result(used, rows);
  }

  private long count(String table, Versions versions) {
    return (long) engine.number("SELECT count() FROM " + table + " WHERE " + versions.condition());
  }

  private void insert(String name, Path file) throws IOException {
    engine.insert(name, DATABASE + ".spans", file);
  }

  /** Ranges of versions with 100,000 rows each, oldest first: a version is one request's. */
  private List<Versions> cuts(Versions versions) {
    List<Versions> cuts = new ArrayList<>();
    long first = -1;
    long last = -1;
    long rows = 0;
    for (String line :
        engine.query(
            "SELECT version, count() FROM spans WHERE "
                + versions.condition()
                + " GROUP BY version ORDER BY version")) {
      String[] fields = line.split("\t", -1);
      if (first < 0) {
        first = Long.parseLong(fields[0]);
      }
      last = Long.parseLong(fields[0]);
      rows += Long.parseLong(fields[1]);
      if (rows >= ROWS) {
        cuts.add(new Versions(first, last));
        first = -1;
        rows = 0;
      }
    }
    if (first >= 0) {
      cuts.add(new Versions(first, last));
    }
    return cuts;
  }

  /** In the order in which the product took the requests in, as it inserts them too. */
  private Path save(Versions cut) throws Exception {
    Path file = folder.resolve("plain-" + cut.first() + ".native.zst");
    engine.save(
        "SELECT * FROM spans WHERE "
            + cut.condition()
            + " ORDER BY version, resource_id, start_time FORMAT Native",
        file);
    return file;
  }

  /**
   * Rows that were accepted in a stretch of time: a row's version is when its request came.
   *
   * @param first nanoseconds since 1970, the last one included too
   */
  record Versions(long first, long last) {
    String condition() {
      return "version BETWEEN " + first + " AND " + last;
    }
  }
}
