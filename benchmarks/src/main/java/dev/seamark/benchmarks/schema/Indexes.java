package dev.seamark.benchmarks.schema;

import dev.seamark.benchmarks.Report;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What each skip index costs and what it saves the query it is for. */
final class Indexes {
  private static final String TABLE = "candidate";

  /**
   * @param definition null for no index
   * @param query the statements it is for
   */
  private record Case(
      String name, @Nullable String definition, Function<String, List<String>> query) {}

  private final Trial trial;

  Indexes(Trial trial) {
    this.trial = trial;
  }

  void run(PrintStream out) {
    Sample sample = new Sample(trial.engine());
    List<Case> cases =
        List.of(
            new Case("none", null, sample::traceAnywhere),
            new Case(
                "bloom trace_id",
                "i trace_id TYPE bloom_filter(0.01) GRANULARITY 1",
                sample::traceAnywhere),
            new Case(
                "bloom span_id",
                "i span_id TYPE bloom_filter(0.01) GRANULARITY 1",
                sample::spanAnywhere),
            new Case(
                "minmax duration_nanos",
                "i duration_nanos TYPE minmax GRANULARITY 1",
                sample::slow),
            new Case(
                "minmax start_time", "i start_time TYPE minmax GRANULARITY 1", sample::newestRoots),
            new Case(
                "set(3) status_code", "i status_code TYPE set(3) GRANULARITY 1", sample::failed),
            new Case(
                "set(32) service_name",
                "i service_name TYPE set(32) GRANULARITY 1",
                sample::newestOfService),
            new Case(
                "bloom service_name",
                "i service_name TYPE bloom_filter(0.01) GRANULARITY 1",
                sample::newestOfService),
            new Case(
                "bloom keys",
                "i mapKeys(attributes_string) TYPE bloom_filter(0.01) GRANULARITY 1",
                sample::unknownKey),
            new Case(
                "bloom values",
                "i mapValues(attributes_string) TYPE bloom_filter(0.01) GRANULARITY 1",
                sample::rareAttribute),
            new Case(
                "bloom values, 0.05",
                "i mapValues(attributes_string) TYPE bloom_filter(0.05) GRANULARITY 1",
                sample::rareAttribute),
            new Case(
                "text values",
                "i mapValues(attributes_string) TYPE text(tokenizer = 'array')",
                sample::rareAttribute));
    Report report =
        new Report(
            "Skip indexes, " + trial.sample() + " spans, its own query p50 / p99 (CPU) ms",
            "index",
            "insert µs/row",
            "with merges",
            "index B/row",
            "query with",
            "query without");
    for (Case each : cases) {
      Candidate candidate = Candidate.asMigrated(each.name()).withoutIndexes();
      String definition = each.definition();
      if (definition != null) {
        candidate = candidate.with("\n\\)\nENGINE", ",\n    INDEX " + definition + "\n)\nENGINE");
      }
      Trial.Load load = trial.load(candidate, TABLE);
      List<String> statements = each.query().apply(TABLE);
      report.row(
          each.name(),
          load.insertMicros(),
          load.allMicros(),
          trial.indexBytesPerRow(TABLE),
          trial.time(statements),
          without(statements));
      report.printLast(out);
    }
    report.print(out);
  }

  private Trial.Timing without(List<String> statements) {
    return trial.time(
        statements.stream()
            .map(statement ->
                statement.contains("FORMAT")
                    ? statement.replace("FORMAT", "SETTINGS use_skip_indexes = 0 FORMAT")
                    : statement + " SETTINGS use_skip_indexes = 0")
            .toList());
  }
}
