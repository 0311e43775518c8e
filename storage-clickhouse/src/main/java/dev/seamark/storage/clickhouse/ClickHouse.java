package dev.seamark.storage.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientConfigProperties;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.client.api.DataStreamWriter;
import com.clickhouse.client.api.command.CommandSettings;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.workspace.WorkspaceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One account's pooled connections to ClickHouse. Calls block and are meant for virtual threads;
 * interrupting the thread closes its connection, and the server stops a read whose connection is
 * gone.
 *
 * <p>Every failure is a {@link SeamarkException}. Reads: {@code QUERY_TIMEOUT}, {@code
 * QUERY_TOO_EXPENSIVE}, {@code TOO_MANY_QUERIES}, {@code STORE_UNAVAILABLE}, {@code INTERNAL}.
 * Writes: {@code BLOCK_REFUSED} when the content is at fault, else {@code STORE_UNAVAILABLE}.
 */
public final class ClickHouse implements AutoCloseable {
  /** Names the workspace whose rows the reader account may see; row policies compare with it. */
  public static final String WORKSPACE_HEADER = "X-Seamark-Workspace";

  /** Beyond this many characters parameters travel in the body: servers bound a request line. */
  private static final int MAX_PARAMETERS_IN_URL = 8 * 1024;

  private final Client client;
  private final ClickHouseSettings settings;
  private final StatementObserver observer;

  private ClickHouse(
      ClickHouseSettings settings, ClickHouseSettings.Account account, StatementObserver observer) {
    this.settings = settings;
    this.observer = observer;
    long socketTimeout =
        Math.max(settings.queryTimeout().toMillis(), settings.insertTimeout().toMillis());
    client =
        new Client.Builder()
            .addEndpoint(settings.url().toString())
            .setUsername(account.user())
            .setPassword(account.password())
            .setDefaultDatabase(settings.database())
            .setClientName("seamark")
            .setMaxConnections(settings.maxConnections())
            .setConnectTimeout(settings.connectTimeout().toMillis())
            .setConnectionRequestTimeout(settings.connectTimeout().toMillis(), ChronoUnit.MILLIS)
            // Below the server's own idle bound, so that a request rarely meets a closed
            // connection.
            .setKeepAliveTimeout(2, ChronoUnit.SECONDS)
            .setSocketTimeout(socketTimeout)
            .setExecutionTimeout(socketTimeout, ChronoUnit.MILLIS)
            .compressServerResponse(false)
            .compressClientRequest(false)
            .useServerTimeZone(false)
            .useTimeZone("UTC")
            .useHttpFormDataForQuery(false)
            .retryOnFailures(ClientFaultCause.NoHttpResponse)
            .setMaxRetries(1)
            .build();
  }

  /** Connections of the account that owns the database. */
  public static ClickHouse writer(ClickHouseSettings settings) {
    return new ClickHouse(settings, settings.writer(), StatementObserver.NONE);
  }

  /** Connections of the account that reads one workspace at a time. */
  public static ClickHouse reader(ClickHouseSettings settings) {
    return reader(settings, StatementObserver.NONE);
  }

  /** Connections of the account that reads one workspace at a time, with somebody to watch. */
  public static ClickHouse reader(ClickHouseSettings settings, StatementObserver observer) {
    return new ClickHouse(settings, settings.reader(), observer);
  }

  /** Whether the server answers this account, which it has to do within the connect time-out. */
  public boolean isReachable() {
    QuerySettings soon = new QuerySettings().setFormat(ClickHouseFormat.RowBinary);
    soon.setNetworkTimeout(settings.connectTimeout().toMillis(), ChronoUnit.MILLIS);
    try {
      client.query("SELECT 1", soon).get().close();
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception _) {
      return false;
    }
  }

  /**
   * Reads all rows. The server sends the first one only when it has the last, so a result is whole
   * or an exception.
   */
  public <T> List<T> query(Statement statement, RowMapper<T> mapper) {
    return query(statement, null, mapper);
  }

  /** Reads all rows that {@code workspace} may see. */
  public <T> List<T> query(
      Statement statement, @Nullable WorkspaceId workspace, RowMapper<T> mapper) {
    List<T> rows = new ArrayList<>();
    Consumer<T> collect = rows::add;
    read(statement, workspace, true, mapper, collect);
    return rows;
  }

  /** Reads at most one row. */
  public <T> Optional<T> queryOne(
      Statement statement, @Nullable WorkspaceId workspace, RowMapper<T> mapper) {
    List<T> rows = query(statement, workspace, mapper);
    if (rows.size() > 1) {
      throw new SeamarkException(
          ErrorCode.INTERNAL,
          "ClickHouse, " + statement.name() + ": " + rows.size() + " rows (expected: at most 1)");
    }
    return rows.stream().findFirst();
  }

  /**
   * Hands over rows as they arrive, in constant memory. A failure can come after some rows were
   * handed over.
   */
  public <T> void stream(
      Statement statement,
      @Nullable WorkspaceId workspace,
      RowMapper<T> mapper,
      Consumer<? super T> consumer) {
    read(statement, workspace, false, mapper, consumer);
  }

  /** Runs a statement that returns nothing. */
  @SuppressWarnings("try") // the driver's close() declares Exception
  public void execute(Statement statement) {
    CommandSettings command = new CommandSettings();
    command.setQueryId(statement.queryId());
    command.logComment(statement.name());
    command.setNetworkTimeout(settings.insertTimeout().toMillis(), ChronoUnit.MILLIS);
    command.serverSetting("async_insert", "0");
    command.serverSetting("max_partitions_per_insert_block", "0");
    command.serverSetting("max_execution_time", seconds(settings.insertTimeout()));
    statement.settings().forEach(command::serverSetting);
    try (var response = client.execute(statement.text(), statement.parameters(), command).get()) {
      assert response != null;
    } catch (InterruptedException e) {
      throw interrupted(statement.name(), e);
    } catch (ExecutionException e) {
      throw Failures.ofWrite(statement.name(), cause(e));
    } catch (Exception e) {
      throw Failures.ofWrite(statement.name(), e);
    }
  }

  /** Inserts and waits until the rows are stored and the views have seen them. */
  public void insert(Insert insert) {
    InsertSettings request =
        new InsertSettings()
            .setQueryId(insert.name() + "-" + UUID.randomUUID())
            .logComment(insert.name())
            .setDeduplicationToken(insert.token())
            .serverSetting("async_insert", "0")
            .serverSetting("deduplicate_blocks_in_dependent_materialized_views", "1")
            .serverSetting("max_partitions_per_insert_block", "0")
            // Everything in one block, so that a refused insert leaves nothing behind.
            .serverSetting("min_insert_block_size_rows", "16000000")
            .serverSetting("min_insert_block_size_bytes", "4000000000")
            .serverSetting("max_insert_threads", "1")
            .serverSetting("input_format_skip_unknown_fields", "1")
            .serverSetting("max_execution_time", seconds(settings.insertTimeout()))
            .appCompressedData(true, "zstd");
    request.setNetworkTimeout(settings.insertTimeout().toMillis(), ChronoUnit.MILLIS);
    try (InsertResponse response =
        client
            .insert(insert.table(), bodies(insert.bodies()), ClickHouseFormat.Native, request)
            .get()) {
      assert response != null;
    } catch (InterruptedException e) {
      throw interrupted(insert.name(), e);
    } catch (ExecutionException e) {
      throw Failures.ofWrite(insert.name(), cause(e));
    } catch (RuntimeException e) {
      throw Failures.ofWrite(insert.name(), e);
    }
  }

  /** Gives up a running statement: its caller gets an exception, the server stops reading. */
  public void cancel(String queryId) {
    client.cancelTransportRequest(queryId);
  }

  /** Closes the pool. */
  @Override
  public void close() {
    client.close();
  }

  @SuppressWarnings("try") // the driver's close() declares Exception
  private <T> void read(
      Statement statement,
      @Nullable WorkspaceId workspace,
      boolean whole,
      RowMapper<T> mapper,
      Consumer<? super T> consumer) {
    long start = System.nanoTime();
    boolean succeeded = false;
    try (QueryResponse response =
        client
            .query(
                statement.text(),
                statement.parameters(),
                querySettings(statement, workspace, whole))
            .get()) {
      RowInput input = new RowInput(response.getInputStream());
      try {
        while (input.hasMore()) {
          consumer.accept(mapper.map(input));
        }
      } catch (IOException | UncheckedIOException e) {
        throw Failures.ofStream(statement.name(), input.tail(), e);
      }
      succeeded = true;
    } catch (SeamarkException e) {
      throw e;
    } catch (InterruptedException e) {
      throw interrupted(statement.name(), e);
    } catch (ExecutionException e) {
      throw Failures.ofRead(statement.name(), cause(e));
    } catch (Exception e) {
      throw Failures.ofRead(statement.name(), e);
    } finally {
      observer.ended(statement.name(), Duration.ofNanos(System.nanoTime() - start), succeeded);
    }
  }

  private QuerySettings querySettings(
      Statement statement, @Nullable WorkspaceId workspace, boolean whole) {
    QuerySettings query =
        new QuerySettings()
            .setFormat(ClickHouseFormat.RowBinary)
            .setQueryId(statement.queryId())
            .logComment(statement.name())
            .serverSetting("max_execution_time", seconds(settings.queryTimeout()))
            // Only what is marked read-only is stopped when its connection closes.
            .serverSetting("readonly", "2")
            .serverSetting("cancel_http_readonly_queries_on_client_close", "1");
    // A little later than the server's own bound, so that the server's answer is the one we see.
    query.setNetworkTimeout(settings.queryTimeout().plusSeconds(2).toMillis(), ChronoUnit.MILLIS);
    if (length(statement) > MAX_PARAMETERS_IN_URL) {
      query.setOption(ClientConfigProperties.HTTP_SEND_PARAMS_IN_BODY.getKey(), true);
    }
    if (whole) {
      query.serverSetting("wait_end_of_query", "1");
    }
    if (workspace != null) {
      query.httpHeader(WORKSPACE_HEADER, workspace.toString());
    }
    statement.settings().forEach(query::serverSetting);
    return query;
  }

  private static DataStreamWriter bodies(List<byte[]> bodies) {
    return out -> {
      for (byte[] body : bodies) {
        out.write(body);
      }
    };
  }

  private static int length(Statement statement) {
    return statement.parameters().values().stream()
        .mapToInt(value ->
            value instanceof Collection<?> values ? 40 * values.size() : value.toString().length())
        .sum();
  }

  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, duration.toSeconds()));
  }

  private static Throwable cause(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause == null ? e : cause;
  }

  private static SeamarkException interrupted(String name, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new SeamarkException(
        ErrorCode.STORE_UNAVAILABLE, "ClickHouse, " + name + ": interrupted", e);
  }
}
