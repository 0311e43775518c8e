package dev.seamark.benchmarks;

import dev.seamark.benchmarks.ingest.IngestBenchmark;
import dev.seamark.benchmarks.query.QueryBenchmark;
import dev.seamark.benchmarks.schema.SchemaBenchmark;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** The command: finds the benchmark, parses its options and runs it. */
public final class Bench {
  private static final List<Benchmark> ALL =
      List.of(new IngestBenchmark(), new QueryBenchmark(), new SchemaBenchmark());

  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(run(Arrays.asList(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.isEmpty() || List.of("list", "--help").contains(arguments.get(0))) {
      list(out);
      return arguments.isEmpty() ? 2 : 0;
    }
    String name = arguments.get(0);
    for (Benchmark benchmark : ALL) {
      if (benchmark.name().equals(name)) {
        return run(benchmark, arguments.subList(1, arguments.size()), out, err);
      }
    }
    err.println("bench: '" + name + "' is none of the benchmarks");
    list(err);
    return 2;
  }

  private static int run(
      Benchmark benchmark, List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.contains("--help")) {
      out.println(benchmark.name() + ": " + benchmark.summary());
      out.println();
      out.print(benchmark.help());
      return 0;
    }
    try {
      benchmark.run(Options.parse(arguments), out);
      return 0;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    } catch (Exception e) {
      err.println("bench " + benchmark.name() + " failed: " + e);
      for (StackTraceElement frame : e.getStackTrace()) {
        if (frame.getClassName().startsWith("dev.seamark")) {
          err.println("  at " + frame);
        }
      }
      return 1;
    }
  }

  private static void list(PrintStream out) {
    out.println("Usage: seamark bench NAME [options]");
    out.println();
    for (Benchmark benchmark : ALL) {
      out.printf("  %-8s %s%n", benchmark.name(), benchmark.summary());
    }
    out.println();
    out.println("seamark bench NAME --help lists its options.");
  }
}
