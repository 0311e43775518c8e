package dev.seamark.storage.clickhouse;

import java.net.URI;
import java.time.Duration;

/**
 * Where ClickHouse is and how long anybody waits for it.
 *
 * @param url of the HTTP interface
 * @param writer owns the database
 * @param reader may only read, and only rows of the workspace that a statement names
 * @param maxConnections bound of each account's connection pool
 * @param connectTimeout until a connection is open, or a pooled one free
 * @param queryTimeout until a read must be finished; the server stops it then
 * @param insertTimeout until a write must be finished
 */
public record ClickHouseSettings(
    URI url,
    String database,
    Account writer,
    Account reader,
    int maxConnections,
    Duration connectTimeout,
    Duration queryTimeout,
    Duration insertTimeout) {

  /** Settings with the usual bounds. */
  public static ClickHouseSettings of(URI url, String database, Account writer, Account reader) {
    return new ClickHouseSettings(
        url,
        database,
        writer,
        reader,
        32,
        Duration.ofSeconds(2),
        Duration.ofSeconds(20),
        Duration.ofSeconds(60));
  }

  public ClickHouseSettings {
    if (!database.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "database: '" + database + "' (expected: a lower-case identifier)");
    }
    if (maxConnections < 1) {
      throw new IllegalArgumentException(
          "maxConnections: " + maxConnections + " (expected: at least 1)");
    }
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("queryTimeout", queryTimeout);
    requirePositive("insertTimeout", insertTimeout);
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: a positive duration)");
    }
  }

  /** Name and password of a ClickHouse user. */
  public record Account(String user, String password) {
    /** Leaves the password out. */
    @Override
    public String toString() {
      return "Account[" + user + "]";
    }
  }
}
