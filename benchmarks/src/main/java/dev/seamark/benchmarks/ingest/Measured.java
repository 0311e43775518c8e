package dev.seamark.benchmarks.ingest;

import dev.seamark.benchmarks.stack.Engine;
import dev.seamark.benchmarks.stack.Stack;
import java.io.PrintStream;
import java.time.Duration;

/** Waits for what was acknowledged and counts it. */
final class Measured {
  private final Engine engine;
  private final PrintStream out;

  Measured(Stack stack, PrintStream out) {
    this.engine = stack.engine();
    this.out = out;
  }

  /**
   * Waits until so many spans are stored and summarised. Rows are counted, which the engine knows,
   * until all are there: looking at summaries costs what would be measured as the product's.
   */
  void awaitSpans(long expected, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < deadline) {
      if (stored() >= expected && summarised() >= expected) {
        return;
      }
      Thread.sleep(Duration.ofMillis(100));
    }
    throw new IllegalStateException(
        "stored: %d spans, %d of them summarised, after %s (expected: %d)"
            .formatted(stored(), summarised(), limit, expected));
  }

  /**
   * Compares rows, rollups and summaries with what was sent.
   *
   * @throws IllegalStateException when anything is missing or there twice
   */
  void requireEverything(long spans, long traces) {
    require("spans", stored(), spans);
    require("different spans", count("SELECT uniqExact(trace_id, span_id) FROM spans"), spans);
    require(
        "spans in service_minutes", count("SELECT sum(span_count) FROM service_minutes"), spans);
    require("traces in trace_times", count("SELECT uniqExact(trace_id) FROM trace_times"), traces);
    require("trace summaries", count("SELECT count() FROM trace_summaries FINAL"), traces);
    require("spans in summaries", summarised(), spans);
    out.println("Counted: every span once, in the table, the rollup and the summaries");
  }

  /** Bytes on disk of tables whose names match, per stored span. */
  double bytesPerSpan(String tables) {
    return engine.number(
            "SELECT sum(bytes_on_disk) FROM system.parts WHERE active AND database = currentDatabase() AND table LIKE '"
                + tables
                + "'")
        / stored();
  }

  private long stored() {
    return count("SELECT count() FROM spans");
  }

  private long summarised() {
    return count("SELECT sum(span_count) FROM trace_summaries FINAL");
  }

  private long count(String sql) {
    return (long) engine.number(sql);
  }

  private static void require(String what, long found, long expected) {
    if (found != expected) {
      throw new IllegalStateException(what + ": " + found + " (expected: " + expected + ")");
    }
  }
}
