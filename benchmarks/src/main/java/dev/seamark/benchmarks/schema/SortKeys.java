package dev.seamark.benchmarks.schema;

import dev.seamark.benchmarks.Report;
import java.io.PrintStream;
import java.util.List;

/** Which order spans lie in. */
final class SortKeys {
  static final List<Candidate> CANDIDATES =
      List.of(
          Candidate.asMigrated("A bucket, service, start")
              .orderedBy(
                  "workspace_id, project_id, toStartOfFiveMinutes(start_time), service_name, start_time, trace_id, span_id"),
          Candidate.asMigrated("B service, bucket, start")
              .orderedBy(
                  "workspace_id, project_id, service_name, toStartOfFiveMinutes(start_time), start_time, trace_id, span_id"),
          Candidate.asMigrated("C bucket, trace")
              .orderedBy(
                  "workspace_id, project_id, toStartOfFiveMinutes(start_time), trace_id, span_id"),
          Candidate.asMigrated("D bucket, trace, start")
              .orderedBy(
                  "workspace_id, project_id, toStartOfFiveMinutes(start_time), trace_id, start_time, span_id"));

  private final Trial trial;
  private final String letters;

  /**
   * @param letters of the sort keys to compare
   */
  SortKeys(Trial trial, String letters) {
    this.trial = trial;
    this.letters = letters;
  }

  void run(PrintStream out) {
    Report cost =
        new Report(
            "Sort keys: cost, " + trial.spans().rows() + " spans",
            "order",
            "insert µs/row",
            "with merges",
            "B/row",
            "ids",
            "times",
            "names",
            "attributes",
            "indexes");
    Report reads =
        new Report(
            "Sort keys: reads, p50 / p99 (CPU) ms",
            "order",
            "trace by id",
            "trace, buckets",
            "id only",
            "by service",
            "roots",
            "rare attribute",
            "common attribute",
            "slow",
            "failed");
    trial
        .engine()
        .query(
            """
            INSERT INTO trace_times
            SELECT workspace_id, trace_id, project_id, toStartOfFiveMinutes(start_time) AS bucket, min(start_time), max(start_time), max(source.retention_days)
            FROM source GROUP BY workspace_id, trace_id, project_id, bucket\
            """);
    Sample sample = new Sample(trial.engine());
    for (Candidate candidate : CANDIDATES) {
      if (letters.indexOf(candidate.name().charAt(0)) < 0) {
        continue;
      }
      String table = "candidate";
      candidate.create(trial.engine(), table);
      Trial.Load load = trial.fill(table, trial.spans());
      cost.row(
          candidate.name(),
          load.insertMicros(),
          load.allMicros(),
          trial.bytesPerRow(table),
          trial.columnBytesPerRow(table, "%\\_id"),
          trial.columnBytesPerRow(table, "start\\_time")
              + trial.columnBytesPerRow(table, "duration%")
              + trial.columnBytesPerRow(table, "version"),
          trial.columnBytesPerRow(table, "%name"),
          trial.columnBytesPerRow(table, "attributes\\_%"),
          trial.indexBytesPerRow(table));
      reads.row(
          candidate.name(),
          trial.time(sample.traceWithinTimes(table)),
          trial.time(sample.traceInBuckets(table)),
          trial.time(sample.traceAnywhere(table)),
          trial.time(sample.newestOfService(table)),
          trial.time(sample.newestRoots(table)),
          trial.time(sample.rareAttribute(table)),
          trial.time(sample.commonAttribute(table)),
          trial.time(sample.slow(table)),
          trial.time(sample.failed(table)));
      cost.printLast(out);
      reads.printLast(out);
    }
    trial.engine().query("DROP TABLE candidate SYNC");
    cost.print(out);
    reads.print(out);
  }
}
