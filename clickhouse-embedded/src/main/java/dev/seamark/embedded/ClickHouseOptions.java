package dev.seamark.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * How an embedded engine is started.
 *
 * @param dataDirectory everything the engine writes lies below it: {@code store}, {@code log},
 *     {@code run}
 * @param httpPort the port on 127.0.0.1, 0 for a free one
 * @param memoryLimitBytes what the engine may use for queries, inserts, merges and caches together
 * @param durable whether an insert is answered only after its part is forced to disk
 * @param owner may create, write and read every database whose name begins with {@code seamark}
 * @param reader may only read the tables below, tenant tables through their row policy
 * @param databases the databases the reader sees. The users file has no wildcard for row policies,
 *     so a database missing here is closed to the reader
 * @param tenantTables tables whose {@code workspace_id} has to equal the request's {@code
 *     X-Seamark-Workspace} header for a row to be seen by the reader
 * @param sharedTables tables the reader sees whole
 */
public record ClickHouseOptions(
    Path dataDirectory,
    int httpPort,
    long memoryLimitBytes,
    boolean durable,
    Credentials owner,
    Credentials reader,
    List<String> databases,
    List<String> tenantTables,
    List<String> sharedTables) {

  /** The header that carries the workspace of a read. */
  public static final String WORKSPACE_HEADER = "X-Seamark-Workspace";

  /** The tables of the schema that hold tenants' rows. */
  public static final List<String> TENANT_TABLES =
      List.of(
          "spans",
          "observations",
          "resources",
          "trace_times",
          "trace_summaries",
          "service_minutes",
          "logs",
          "metric_series",
          "metric_names",
          "metric_samples",
          "metric_hours",
          "metric_histograms",
          "metric_exponential_histograms",
          "metric_summaries",
          "metric_exemplars",
          "model_prices");

  /** The tables of the schema that are read before a workspace is known. */
  public static final List<String> SHARED_TABLES = List.of("api_keys", "projects", "workspaces");

  private static final long DEFAULT_MEMORY = 1_000_000_000L;

  public ClickHouseOptions {
    dataDirectory = dataDirectory.toAbsolutePath().normalize();
    if (httpPort < 0 || httpPort > 65_535) {
      throw new IllegalArgumentException("httpPort: " + httpPort + " (expected: 0..65535)");
    }
    if (memoryLimitBytes < 256_000_000L) {
      throw new IllegalArgumentException(
          "memoryLimitBytes: " + memoryLimitBytes + " (expected: at least 256000000)");
    }
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(reader, "reader");
    databases = List.copyOf(databases);
    tenantTables = List.copyOf(tenantTables);
    sharedTables = List.copyOf(sharedTables);
    for (String database : databases) {
      if (!database.matches("seamark[A-Za-z0-9_]*")) {
        throw new IllegalArgumentException(
            "database: " + database + " (expected: seamark, then letters, digits, _)");
      }
    }
  }

  /** A durable engine on a free port with the product's one database. */
  public static ClickHouseOptions of(Path dataDirectory, Credentials owner, Credentials reader) {
    return new ClickHouseOptions(
        dataDirectory,
        0,
        DEFAULT_MEMORY,
        true,
        owner,
        reader,
        List.of("seamark"),
        TENANT_TABLES,
        SHARED_TABLES);
  }

  public ClickHouseOptions withHttpPort(int port) {
    return new ClickHouseOptions(
        dataDirectory,
        port,
        memoryLimitBytes,
        durable,
        owner,
        reader,
        databases,
        tenantTables,
        sharedTables);
  }

  public ClickHouseOptions withMemoryLimitBytes(long bytes) {
    return new ClickHouseOptions(
        dataDirectory,
        httpPort,
        bytes,
        durable,
        owner,
        reader,
        databases,
        tenantTables,
        sharedTables);
  }

  public ClickHouseOptions withDurable(boolean forced) {
    return new ClickHouseOptions(
        dataDirectory,
        httpPort,
        memoryLimitBytes,
        forced,
        owner,
        reader,
        databases,
        tenantTables,
        sharedTables);
  }

  public ClickHouseOptions withDatabases(List<String> names) {
    return new ClickHouseOptions(
        dataDirectory,
        httpPort,
        memoryLimitBytes,
        durable,
        owner,
        reader,
        names,
        tenantTables,
        sharedTables);
  }

  public ClickHouseOptions withTables(List<String> tenant, List<String> shared) {
    return new ClickHouseOptions(
        dataDirectory,
        httpPort,
        memoryLimitBytes,
        durable,
        owner,
        reader,
        databases,
        tenant,
        shared);
  }
}
