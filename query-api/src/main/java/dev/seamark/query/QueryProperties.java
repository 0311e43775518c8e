package dev.seamark.query;

import dev.seamark.query.http.BlockingReads;
import dev.seamark.storage.clickhouse.ClickHouseSettings;
import dev.seamark.storage.clickhouse.ClickHouseSettings.Account;
import dev.seamark.storage.clickhouse.read.ReadLimits;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The service's configuration: the part of {@code application.yml} below {@code seamark}, where
 * every key is explained.
 */
@ConfigurationProperties("seamark")
record QueryProperties(ClickHouseAddress clickhouse, Query query) {

  record ClickHouseAddress(
      URI url,
      String database,
      String readerUser,
      String readerPassword,
      int maxConnections,
      Duration connectTimeout) {

    /** Only the reader account is known here, so nothing can be written. */
    ClickHouseSettings settings(Duration queryTimeout) {
      Account reader = new Account(readerUser, readerPassword);
      return new ClickHouseSettings(
          url,
          database,
          reader,
          reader,
          maxConnections,
          connectTimeout,
          queryTimeout,
          queryTimeout);
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
      return "ClickHouseAddress[" + url + "/" + database + " as " + readerUser + "]";
    }
  }

  record Query(String cursorSecret, BlockingReads.Bounds reads, ReadLimits limits) {
    private static final int LEAST_SECRET = 16;

    Query {
      if (!cursorSecret.isEmpty() && cursorSecret.length() < LEAST_SECRET) {
        throw new IllegalArgumentException(
            "seamark.query.cursor-secret: "
                + cursorSecret.length()
                + " characters (expected: at least "
                + LEAST_SECRET
                + ", or none)");
      }
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
      return "Query[" + reads + ", " + limits + "]";
    }
  }
}
