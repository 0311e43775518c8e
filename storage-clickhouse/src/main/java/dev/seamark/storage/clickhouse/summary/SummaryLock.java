package dev.seamark.storage.clickhouse.summary;

/**
 * Keeps recomputes of different processes apart. Two at once for the same trace can leave it with
 * two rows, under its old start and its new one, until it is touched again.
 */
@FunctionalInterface
public interface SummaryLock {

  /**
   * Runs the recompute alone. When nobody can tell whether others run one, running it is better
   * than not: an outdated summary stays until the trace is touched again.
   */
  void run(Runnable recompute);

  /** For a single process: its own recomputes are kept apart in any case. */
  static SummaryLock none() {
    return Runnable::run;
  }
}
