package dev.seamark.benchmarks;

import java.io.PrintStream;

/** One thing that can be measured. */
public interface Benchmark {

  /** The word after {@code bench}. */
  String name();

  /** One line for the list of benchmarks. */
  String summary();

  /** The options it takes, one per line, with their defaults. */
  String help();

  /**
   * Measures and prints tables.
   *
   * @throws IllegalArgumentException when an option cannot be used
   * @throws IllegalStateException when a result is wrong: a benchmark that loses rows fails
   */
  void run(Options options, PrintStream out) throws Exception;
}
