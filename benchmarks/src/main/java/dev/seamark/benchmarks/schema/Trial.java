package dev.seamark.benchmarks.schema;

import dev.seamark.benchmarks.Latencies;
import dev.seamark.benchmarks.stack.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loads candidates and times statements on them.
 *
 * @param sample rows that most candidates are loaded with
 * @param repeat loads per candidate
 */
record Trial(Engine engine, GeneratedSpans spans, long sample, int repeat) {
  private static final AtomicInteger SEQUENCE = new AtomicInteger();

  /**
   * What a load cost.
   *
   * @param insertMicros CPU per row of the insert statements
   * @param allMicros CPU per row of the whole engine until its merges were done
   */
  record Load(double insertMicros, double allMicros) {}

  /** Loads a sample into a fresh table as often as asked and takes the median of the CPU. */
  Load load(Candidate candidate, String table) {
    return load(candidate, table, List.of());
  }

  /** The same, with statements run once the empty table is there: views. */
  Load load(Candidate candidate, String table, List<String> statements) {
    double[] insert = new double[repeat];
    double[] all = new double[repeat];
    for (int run = 0; run < repeat; run++) {
      candidate.create(engine, table);
      statements.forEach(engine::query);
      Load load = fill(table, spans.first(sample));
      insert[run] = load.insertMicros();
      all[run] = load.allMicros();
    }
    Arrays.sort(insert);
    Arrays.sort(all);
    return new Load(insert[repeat / 2], all[repeat / 2]);
  }

  /** Inserts all the rows in batches of 100,000. */
  Load fill(String table, GeneratedSpans rows) {
    try {
      String name = "bench-load-" + SEQUENCE.incrementAndGet();
      engine.awaitQuiet();
      double before = engine.cpuSeconds();
      for (Path file : rows.files()) {
        engine.insert(name, table, file);
      }
      engine.awaitQuiet();
      double after = engine.cpuSeconds();
      return new Load(
          engine.loggedCpuSeconds(name) * 1e6 / rows.rows(), (after - before) * 1e6 / rows.rows());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  double bytesPerRow(String table) {
    return engine.number(
        "SELECT sum(bytes_on_disk) / sum(rows) FROM system.parts WHERE active AND database = currentDatabase() AND table = '%s'"
            .formatted(table));
  }

  double indexBytesPerRow(String table) {
    return engine.number(
        "SELECT sum(secondary_indices_compressed_bytes + secondary_indices_marks_bytes) / sum(rows) FROM system.parts WHERE active AND database = currentDatabase() AND table = '%s'"
            .formatted(table));
  }

  /** Bytes per row of a column, or of the columns whose names match. */
  double columnBytesPerRow(String table, String like) {
    return engine.number(
        """
        SELECT sum(column_data_compressed_bytes) / (SELECT sum(rows) FROM system.parts WHERE active AND database = currentDatabase() AND table = '%1$s')
        FROM system.parts_columns WHERE active AND database = currentDatabase() AND table = '%1$s' AND column LIKE '%2$s'\
        """
            .formatted(table, like));
  }

  /**
   * How long statements took, and what they cost.
   *
   * @param cpuMillis of the engine per statement: dependable also on a busy machine
   */
  record Timing(Latencies latencies, double cpuMillis) {
    @Override
    public String toString() {
      return latencies + String.format(Locale.ROOT, " (%.1f)", cpuMillis);
    }
  }

  /** Runs each statement once, after one that does not count, and times the whole exchange. */
  Timing time(List<String> statements) {
    Latencies latencies = new Latencies();
    engine.bytes(statements.getFirst());
    double before = engine.cpuSeconds();
    for (String statement : statements) {
      long start = System.nanoTime();
      engine.bytes(statement);
      latencies.add(System.nanoTime() - start);
    }
    return new Timing(latencies, (engine.cpuSeconds() - before) * 1e3 / statements.size());
  }
}
