package dev.seamark.migrations;

/**
 * Lets one process migrate at a time. Flyway takes no lock on ClickHouse: two runners on a fresh
 * database both create the first table and one of them fails.
 */
@FunctionalInterface
public interface MigrationLock {

  /**
   * Waits until the lock is held.
   *
   * @throws MigrationException when it cannot be had
   */
  Held acquire();

  /** The lock while it is held; closing gives it back. */
  @FunctionalInterface
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /** No lock: for a database that nobody else migrates. */
  static MigrationLock none() {
    return () -> () -> {};
  }
}
