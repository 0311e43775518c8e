package dev.seamark.benchmarks.schema;

import dev.seamark.benchmarks.Benchmark;
import dev.seamark.benchmarks.Options;
import dev.seamark.benchmarks.stack.Engine;
import dev.seamark.benchmarks.stack.Workspace;
import dev.seamark.migrations.MigrationLock;
import dev.seamark.migrations.MigrationSettings;
import dev.seamark.migrations.Migrations;
import java.io.PrintStream;
import java.util.List;

/** Loads the same spans into candidate tables and compares cost, size and read time. */
public final class SchemaBenchmark implements Benchmark {
  @Override
  public String name() {
    return "schema";
  }

  @Override
  public String summary() {
    return "Sort keys, attribute layouts, codecs, indexes and views of the span table";
  }

  @Override
  public String help() {
    return """
    --spans N     spans to generate (5M)
    --sample N    spans loaded per candidate, except for sort keys, which get all (1M)
    --only NAMES  of order, attributes, types, codecs, indexes, views; separated by commas
    --keys LETTERS sort keys to compare (ABCD)
    --repeat N    loads per candidate; the median counts (3; sort keys once)
    --folder DIR  where the engine keeps its data; kept afterwards (a temporary one)
    """;
  }

  @Override
  public void run(Options options, PrintStream out) throws Exception {
    long spans = options.number("spans", 5_000_000);
    long sample = options.number("sample", 1_000_000);
    int repeat = Math.toIntExact(options.number("repeat", 3));
    String keys = options.text("keys").orElse("ABCD");
    List<Group> only = options.text("only").map(Group::parse).orElse(List.of(Group.values()));
    try (Workspace folder = Workspace.of(options.text("folder"))) {
      options.requireAllKnown();
      try (Engine engine = Engine.start(folder.path().resolve("engine"), 4_000_000_000L)) {
        migrate(engine);
        out.println("Generating " + spans + " spans");
        GeneratedSpans generated =
            GeneratedSpans.generate(engine, spans, folder.path().resolve("blocks"));
        Trial trial = new Trial(engine, generated, sample, repeat);
        for (Group group : only) {
          switch (group) {
            case ORDER -> new SortKeys(trial, keys).run(out);
            case ATTRIBUTES -> new Layouts(trial).attributes(out);
            case TYPES -> new Layouts(trial).types(out);
            case CODECS -> new Layouts(trial).codecs(out);
            case INDEXES -> new Indexes(trial).run(out);
            case VIEWS -> new Views(trial).run(out);
          }
        }
      }
    }
  }

  static void migrate(Engine engine) {
    new Migrations(
            new MigrationSettings(engine.url(), Engine.DATABASE, engine.user(), engine.password()),
            MigrationLock.none())
        .migrate();
  }
}
