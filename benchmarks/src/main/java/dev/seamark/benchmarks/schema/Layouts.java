package dev.seamark.benchmarks.schema;

import dev.seamark.benchmarks.Report;
import java.io.PrintStream;
import java.util.List;

/** How attributes are laid out, and how columns are coded. */
final class Layouts {
  private static final String TABLE = "candidate";

  static final List<Candidate> ATTRIBUTES =
      List.of(
          Candidate.asMigrated("as migrated"),
          Candidate.asMigrated("Map(String, String), one stream")
              .with(
                  "(?s)(map_\\w+ = '?\\w+'?, |max_buckets_in_map = \\d+, )*non_replicated",
                  "non_replicated")
              .with("attributes_string` Map\\([^)]*\\)+", "attributes_string` Map(String, String)"),
          Candidate.asMigrated("Map(LowCardinality(String), String)")
              .with(
                  "attributes_string` Map\\([^)]*\\)+",
                  "attributes_string` Map(LowCardinality(String), String)"),
          Candidate.asMigrated("all keys LowCardinality")
              .with(
                  "attributes_string` Map\\([^)]*\\)+",
                  "attributes_string` Map(LowCardinality(String), String)")
              .with(
                  "attributes_int` Map\\([^)]*\\)+",
                  "attributes_int` Map(LowCardinality(String), Int64)")
              .with(
                  "attributes_bool` Map\\([^)]*\\)+",
                  "attributes_bool` Map(LowCardinality(String), Bool)"),
          buckets("with_buckets, 16", 16),
          buckets("with_buckets, 4", 4),
          Candidate.asMigrated("JSON")
              .with(
                  "attributes_string` Map\\([^)]*\\)+",
                  "attributes_string` JSON(max_dynamic_paths = 64)")
              .withoutIndexes());

  static final List<Candidate> TYPES =
      List.of(
          Candidate.asMigrated("as migrated"),
          Candidate.asMigrated("event_names Array(String)")
              .with("event_names` Array\\([A-Za-z()]*\\)", "event_names` Array(String)"),
          Candidate.asMigrated("event_names Array(LowCardinality(String))")
              .with(
                  "event_names` Array\\([A-Za-z()]*\\)",
                  "event_names` Array(LowCardinality(String))"),
          Candidate.asMigrated("scope columns String")
              .with("scope_name` LowCardinality\\(String\\)", "scope_name` String")
              .with("scope_version` LowCardinality\\(String\\)", "scope_version` String")
              .with("scope_schema_url` LowCardinality\\(String\\)", "scope_schema_url` String"),
          Candidate.asMigrated("name String")
              .with("`name` LowCardinality\\(String\\)", "`name` String"),
          Candidate.asMigrated("service_name and name String")
              .with("`service_name` LowCardinality\\(String\\)", "`service_name` String")
              .with("`name` LowCardinality\\(String\\)", "`name` String"),
          Candidate.asMigrated("no TTL").with("\nTTL [^\n]*", ""),
          Candidate.asMigrated("no deduplication window")
              .with(
                  "non_replicated_deduplication_window = \\d+",
                  "non_replicated_deduplication_window = 0"));

  static final List<Candidate> CODECS =
      List.of(
          Candidate.asMigrated("as migrated"),
          Candidate.asMigrated("start_time DoubleDelta")
              .with("Delta\\(8\\), ZSTD\\(1\\)", "DoubleDelta, ZSTD(1)"),
          Candidate.asMigrated("start_time T64").with("Delta\\(8\\), ZSTD\\(1\\)", "T64, ZSTD(1)"),
          Candidate.asMigrated("start_time ZSTD only").with("Delta\\(8\\), ZSTD\\(1\\)", "ZSTD(1)"),
          Candidate.asMigrated("duration ZSTD only").with("T64, ZSTD\\(1\\)", "ZSTD(1)"),
          Candidate.asMigrated("span_id NONE")
              .with(
                  "(span_id` FixedString\\(8\\)) CODEC\\(ZSTD\\(1\\)\\)",
                  "span_id` FixedString(8) CODEC(NONE)"),
          Candidate.asMigrated("attributes ZSTD(3)")
              .with(
                  "(attributes_string` Map\\(String, String\\)) CODEC\\(ZSTD\\(1\\)\\)",
                  "attributes_string` Map(String, String) CODEC(ZSTD(3))"),
          Candidate.asMigrated("attributes LZ4")
              .with(
                  "(attributes_string` Map\\(String, String\\)) CODEC\\(ZSTD\\(1\\)\\)",
                  "attributes_string` Map(String, String) CODEC(LZ4)"),
          Candidate.asMigrated("no materialised columns")
              .with(
                  ",\n    `date` Date[^\n]*\n[^\n]*\n    `duration_ms`[^\n]*?(?=,\n    INDEX)", ""),
          Candidate.asMigrated("duration_ms not stored")
              .with(
                  "`duration_ms` Int64 MATERIALIZED([^\n]*) CODEC\\(T64, ZSTD\\(1\\)\\)",
                  "`duration_ms` Int64 ALIAS intDiv(duration_nanos, 1000000)"),
          Candidate.asMigrated("granule 4096")
              .with("index_granularity = 8192", "index_granularity = 4096"));

  private final Trial trial;

  Layouts(Trial trial) {
    this.trial = trial;
  }

  private static Candidate buckets(String name, int count) {
    return Candidate.asMigrated(name)
        .setting(
            "map_serialization_version = 'with_buckets', map_buckets_min_avg_size = 1, map_buckets_strategy = 'constant', max_buckets_in_map = "
                + count);
  }

  void attributes(PrintStream out) {
    Sample sample = new Sample(trial.engine());
    Report report =
        new Report(
            "Attribute layouts, " + trial.sample() + " spans, reads p50 / p99 (CPU) ms",
            "layout",
            "insert µs/row",
            "with merges",
            "B/row",
            "strings B/row",
            "group by one key",
            "rare value",
            "unknown key",
            "whole trace");
    for (Candidate candidate : ATTRIBUTES) {
      Trial.Load load = trial.load(candidate, TABLE);
      trial.engine().query("OPTIMIZE TABLE " + TABLE + " FINAL");
      boolean json = candidate.name().equals("JSON");
      report.row(
          candidate.name(),
          load.insertMicros(),
          load.allMicros(),
          trial.bytesPerRow(TABLE),
          trial.columnBytesPerRow(TABLE, "attributes\\_string"),
          json ? "–" : trial.time(sample.groupByAttribute(TABLE)),
          json ? "–" : trial.time(sample.rareAttribute(TABLE)),
          json ? "–" : trial.time(sample.unknownKey(TABLE)),
          trial.time(sample.traceAnywhere(TABLE)));
      report.printLast(out);
    }
    report.print(out);
  }

  void types(PrintStream out) {
    Report report =
        new Report(
            "Column types, " + trial.sample() + " spans",
            "change",
            "insert µs/row",
            "with merges",
            "B/row",
            "names B/row");
    for (Candidate candidate : TYPES) {
      Trial.Load load = trial.load(candidate, TABLE);
      report.row(
          candidate.name(),
          load.insertMicros(),
          load.allMicros(),
          trial.bytesPerRow(TABLE),
          trial.columnBytesPerRow(TABLE, "%name%"));
      report.printLast(out);
    }
    report.print(out);
  }

  void codecs(PrintStream out) {
    Report report =
        new Report(
            "Codecs, " + trial.sample() + " spans",
            "change",
            "insert µs/row",
            "with merges",
            "B/row",
            "start",
            "duration",
            "span id",
            "strings");
    for (Candidate candidate : CODECS) {
      Trial.Load load = trial.load(candidate, TABLE);
      report.row(
          candidate.name(),
          load.insertMicros(),
          load.allMicros(),
          trial.bytesPerRow(TABLE),
          trial.columnBytesPerRow(TABLE, "start\\_time"),
          trial.columnBytesPerRow(TABLE, "duration%"),
          trial.columnBytesPerRow(TABLE, "span\\_id"),
          trial.columnBytesPerRow(TABLE, "attributes\\_string"));
      report.printLast(out);
    }
    report.print(out);
  }
}
