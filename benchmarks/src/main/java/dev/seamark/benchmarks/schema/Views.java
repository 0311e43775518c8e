package dev.seamark.benchmarks.schema;

import dev.seamark.benchmarks.Report;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the views cost an insert: time ranges of traces, and rates with latency distributions. */
final class Views {
  private static final String TABLE = "candidate";

  private static final String BUCKET =
      "toInt16(floor(log2(greatest(candidate.duration_nanos, 1)) * 4))";

  /**
   * @param column of the target that holds the distribution; null without one
   * @param state the view's expression for it
   * @param quantile how the 95th percentile is read from it
   * @param key whether the distribution is part of the sort key
   */
  private record Distribution(
      String name, @Nullable String column, String state, String quantile, boolean key) {}

  private static final List<Distribution> DISTRIBUTIONS =
      List.of(
          new Distribution("counts only", null, "", "", false),
          new Distribution(
              "quantilesTDigest",
              "AggregateFunction(quantilesTDigest(0.5, 0.95, 0.99), Float32)",
              "quantilesTDigestState(0.5, 0.95, 0.99)(toFloat32(greatest(candidate.duration_nanos, 0)))",
              "quantilesTDigestMerge(0.5, 0.95, 0.99)(d)[2]",
              false),
          new Distribution(
              "quantilesDD(0.02)",
              "AggregateFunction(quantilesDD(0.02, 0.5, 0.95, 0.99), Int64)",
              "quantilesDDState(0.02, 0.5, 0.95, 0.99)(greatest(candidate.duration_nanos, 1))",
              "quantilesDDMerge(0.02, 0.5, 0.95, 0.99)(d)[2]",
              false),
          new Distribution(
              "sumMap of log buckets",
              "SimpleAggregateFunction(sumMap, Map(Int16, UInt64))",
              "sumMap(map(" + BUCKET + ", toUInt64(1)))",
              "length(sumMap(d))",
              false),
          new Distribution(
              "log bucket in the key",
              "Int16",
              BUCKET,
              "quantileExactWeighted(0.95)(d, span_count)",
              true));

  private final Trial trial;

  Views(Trial trial) {
    this.trial = trial;
  }

  void run(PrintStream out) {
    Report report =
        new Report(
            "Views, " + trial.sample() + " spans",
            "view",
            "insert µs/row",
            "with merges",
            "target rows",
            "target B per span",
            "p95 per service and hour, ms");
    Candidate base = Candidate.asMigrated("none").withoutIndexes();
    Trial.Load none = trial.load(base, TABLE);
    report.row("none", none.insertMicros(), none.allMicros(), "–", "–", "–");
    report.printLast(out);
    Trial.Load times = trial.load(base, TABLE, timesView());
    report.row(
        "trace_times",
        times.insertMicros(),
        times.allMicros(),
        rows("target"),
        bytes("target"),
        "–");
    drop();
    for (Distribution distribution : DISTRIBUTIONS) {
      Trial.Load load = trial.load(base, TABLE, minutesView(distribution));
      report.row(
          "service_minutes: " + distribution.name(),
          load.insertMicros(),
          load.allMicros(),
          rows("target"),
          bytes("target"),
          distribution.quantile().isEmpty() ? "–" : trial.time(p95(distribution)));
      report.printLast(out);
      drop();
    }
    report.print(out);
  }

  private void drop() {
    trial.engine().query("DROP TABLE IF EXISTS target_view SYNC");
    trial.engine().query("DROP TABLE IF EXISTS target SYNC");
  }

  private String rows(String table) {
    return Long.toString((long) trial.engine().number("SELECT count() FROM " + table));
  }

  private double bytes(String table) {
    return trial.bytesPerRow(table)
        * trial.engine().number("SELECT count() FROM " + table)
        / trial.engine().number("SELECT count() FROM " + TABLE);
  }

  private static List<String> p95(Distribution distribution) {
    String statement =
        "SELECT service_name, toStartOfHour(minute) AS hour, %s FROM target GROUP BY service_name, hour"
            .formatted(distribution.quantile());
    return new ArrayList<>(java.util.Collections.nCopies(10, statement));
  }

  private static List<String> timesView() {
    return List.of(
        "DROP TABLE IF EXISTS target_view SYNC",
        "DROP TABLE IF EXISTS target SYNC",
        "CREATE TABLE target AS trace_times",
        """
        CREATE MATERIALIZED VIEW target_view TO target AS
        SELECT workspace_id, trace_id, project_id, toStartOfFiveMinutes(start_time) AS bucket,
               min(start_time) AS min_start, max(start_time) AS max_start, max(candidate.retention_days) AS retention_days
        FROM candidate GROUP BY workspace_id, trace_id, project_id, bucket\
        """);
  }

  private static List<String> minutesView(Distribution distribution) {
    String column = distribution.column();
    String key =
        "workspace_id, project_id, service_name, kind, minute" + (distribution.key() ? ", d" : "");
    return List.of(
        "DROP TABLE IF EXISTS target_view SYNC",
        "DROP TABLE IF EXISTS target SYNC",
        """
        CREATE TABLE target (workspace_id UUID, project_id UUID, service_name LowCardinality(String), kind Int8, minute DateTime('UTC'),
          span_count SimpleAggregateFunction(sum, UInt64), error_count SimpleAggregateFunction(sum, UInt64), duration_nanos SimpleAggregateFunction(sum, Int64),
          retention_days SimpleAggregateFunction(max, UInt16)%s)
        ENGINE = AggregatingMergeTree PARTITION BY toDate(minute) ORDER BY (%s)\
        """
            .formatted(column == null ? "" : ", d " + column, key),
        """
        CREATE MATERIALIZED VIEW target_view TO target AS
        SELECT workspace_id, project_id, service_name, kind, toStartOfMinute(start_time) AS minute,
          count() AS span_count, countIf(status_code = 'error') AS error_count, sum(greatest(candidate.duration_nanos, 0)) AS duration_nanos,
          max(candidate.retention_days) AS retention_days%s
        FROM candidate GROUP BY %s\
        """
            .formatted(column == null ? "" : ", " + distribution.state() + " AS d", key));
  }
}
