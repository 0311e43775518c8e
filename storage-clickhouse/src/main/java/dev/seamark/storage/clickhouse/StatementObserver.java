package dev.seamark.storage.clickhouse;

import java.time.Duration;

/** Told about every statement that reads. It is called on the statement's thread: be quick. */
@FunctionalInterface
public interface StatementObserver {
  /** Takes no notice. */
  StatementObserver NONE = (_, _, _) -> {};

  /**
   * A statement has ended.
   *
   * @param name of the statement, one of few
   * @param took from sending it to its last row
   * @param succeeded false when it threw
   */
  void ended(String name, Duration took, boolean succeeded);
}
