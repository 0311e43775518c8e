package dev.seamark.storage.clickhouse.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.trace.SpanQuery;
import dev.seamark.core.trace.TraceQuery;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.MigratedDatabase;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.read.ReadLimits;
import dev.seamark.storage.clickhouse.read.TimeWindow;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine makes of the statements: whose rows, how many of them, at what limits. */
class TraceStatementsIT {
  @RegisterExtension static final ClickHouseExtension ENGINE = ClickHouseExtension.create();

  private static final int SPANS = 200_000;
  private static final WorkspaceId WORKSPACE = new WorkspaceId(UUID.randomUUID());
  private static final WorkspaceId OTHER_WORKSPACE = new WorkspaceId(UUID.randomUUID());
  private static final ProjectId PROJECT = new ProjectId(UUID.randomUUID());

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse reading;

  /** Two workspaces of as many spans, spread over two days: eight spans a trace. */
  @BeforeAll
  static void fill() {
    reading = ClickHouse.reader(MigratedDatabase.of(ENGINE));
    for (WorkspaceId workspace : List.of(WORKSPACE, OTHER_WORKSPACE)) {
      ENGINE.execute(
          """
          INSERT INTO spans (workspace_id, project_id, trace_id, span_id, service_name, name, start_time, duration_nanos, resource_id, retention_days, version)
          SELECT '%s', '%s', sipHash128(intDiv(number, 8)), reinterpretAsFixedString(number + 1), 'shop', 'a',
            fromUnixTimestamp64Nano(toInt64(toUnixTimestamp(now()) - 2 * 86400) * 1000000000 + toInt64(number) * 864000000), 1000, 1, 30, 1
          FROM numbers(%d)
          """
              .formatted(workspace, PROJECT, SPANS));
      ENGINE.execute(
          """
          INSERT INTO trace_summaries (workspace_id, project_id, start_time, trace_id, root_service, root_name, span_count, services, retention_days, version)
          SELECT workspace_id, project_id, min(start_time) AS start, trace_id, 'shop', 'a', count(), ['shop'], 30, 1
          FROM spans
          WHERE workspace_id = '%s'
          GROUP BY workspace_id, project_id, trace_id
          """
              .formatted(workspace));
      ENGINE.execute(
          """
          INSERT INTO observations (workspace_id, project_id, trace_id, span_id, start_time, kind, retention_days, version)
          SELECT workspace_id, project_id, trace_id, span_id, start_time, 'generation', 30, 1
          FROM spans
          WHERE workspace_id = '%s'
          """
              .formatted(workspace));
      ENGINE.execute(
          """
          INSERT INTO resources (workspace_id, project_id, resource_id, service_name, last_seen, retention_days)
          VALUES ('%s', '%s', 1, 'shop', now(), 30)
          """
              .formatted(workspace, PROJECT));
    }
  }

  @AfterAll
  static void close() {
    reading.close();
  }

  static List<String> names() {
    return List.copyOf(TraceStatements.all().keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyShape_runs(String name) {
    Statement statement = TraceStatements.named(name);
    assertThat(reading.query(ReadLimits.DEFAULT.on(statement), WORKSPACE, RowInput::int8))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spans",
        "observations",
        "trace_summaries",
        "trace_times",
        "resources",
        "service_minutes"
      })
  void forgottenWhere_seesOwnRowsOnly(String table) {
    Statement forgotten = Statement.of("forgotten", "SELECT DISTINCT workspace_id FROM " + table);

    assertThat(reading.query(forgotten, WORKSPACE, RowInput::uuid))
        .containsExactly(WORKSPACE.value());
    assertThat(reading.query(forgotten, new WorkspaceId(UUID.randomUUID()), RowInput::uuid))
        .isEmpty();
    assertThat(reading.query(forgotten, RowInput::uuid)).isEmpty();
    assertThat(ENGINE.read(forgotten.text(), Optional.of("' OR 1 = 1 --"))).isEmpty();
  }

  @Test
  void readerAccount_cannotWriteNorReadFiles() {
    for (String sql :
        List.of(
            "INSERT INTO spans (name) VALUES ('x')",
            "TRUNCATE TABLE spans",
            "SELECT * FROM file('/etc/hostname', LineAsString)",
            "SELECT * FROM url('http://127.0.0.1:1/', LineAsString)",
            "SELECT * FROM system.query_log",
            "SELECT * FROM api_keys SETTINGS allow_get_client_http_header = 0")) {
      assertThatThrownBy(() -> ENGINE.read(sql, Optional.of(WORKSPACE.toString())))
          .as(sql)
          .hasMessageContaining("DB::Exception");
    }
  }

  @Test
  void selectTrace_readsFewGranules() {
    TraceId trace = someTrace();
    SpanQuery query = new SpanQuery(WORKSPACE, PROJECT, trace, 100, null);

    Statement statement = ReadLimits.DEFAULT.on(SelectTrace.statement(query));
    assertThat(reading.query(statement, WORKSPACE, SpanRow.Stored::map)).hasSize(8);

    Map<String, String> log = logOf(statement);
    // One granule of spans, or two at a border, and what finds them.
    assertThat(Long.parseLong(log.getOrDefault("read_rows", ""))).isLessThan(SPANS / 5);
    assertThat(log).containsEntry("log_comment", SelectTrace.NAME);
  }

  @Test
  void selectTraces_firstWindowReadsFewRows() {
    TraceQuery query = TraceQuery.newest(WORKSPACE, PROJECT);
    long now = Clock.systemUTC().millis() * 1_000_000;
    TimeWindow window = TimeWindow.of(query.travel(), 0, Long.MAX_VALUE, now).getFirst();

    Statement statement = ReadLimits.DEFAULT.on(SelectTraces.statement(query, window, 51));
    assertThat(reading.query(statement, WORKSPACE, row -> SelectTraces.map(query, row)))
        .isNotEmpty();

    Map<String, String> log = logOf(statement);
    assertThat(Long.parseLong(log.getOrDefault("read_rows", ""))).isLessThan(SPANS / 8);
    assertThat(log)
        .containsEntry("log_comment", SelectTraces.NAME)
        .containsEntry("max_execution_time", "15")
        .containsEntry("max_rows_to_read", "200000000")
        .containsEntry("max_bytes_to_read", "20000000000")
        .containsEntry("max_memory_usage", "400000000");
  }

  @Test
  void limits_exceeded() {
    Duration second = Duration.ofSeconds(1);
    for (ReadLimits few :
        List.of(
            new ReadLimits(second, 10, 1_000_000, 100_000_000, 1_000_000),
            new ReadLimits(second, 1_000_000, 10, 100_000_000, 1_000_000),
            new ReadLimits(second, 1_000_000, 1_000_000_000, 100_000_000, 10))) {
      ClickHouseTraceReader reader = new ClickHouseTraceReader(reading, few, Clock.systemUTC());

      assertThatThrownBy(() -> reader.findTraces(TraceQuery.newest(WORKSPACE, PROJECT)))
          .as("%s", few)
          .isInstanceOfSatisfying(
              SeamarkException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_TOO_EXPENSIVE));
    }
  }

  @Test
  void interrupt_stopsTheQueryOnTheServer() throws Exception {
    Statement endless =
        Statement.of(
            "endless", "SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 0");
    CompletableFuture<ErrorCode> outcome = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                reading.query(endless, WORKSPACE, RowInput::int64);
                outcome.completeExceptionally(new AssertionError("the query ended"));
              } catch (SeamarkException e) {
                outcome.complete(e.code());
              }
            });
    awaitRunning(endless, 1);

    caller.interrupt();

    assertThat(outcome.get(5, TimeUnit.SECONDS)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    awaitRunning(endless, 0);
  }

  private static void awaitRunning(Statement statement, int expected)
      throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    String sql =
        "SELECT count() FROM system.processes WHERE query_id = '%s'".formatted(statement.queryId());
    while (Integer.parseInt(ENGINE.execute(sql).strip()) != expected) {
      assertThat(System.nanoTime()).as("still not %d running", expected).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static TraceId someTrace() {
    return TraceId.parse(
        ENGINE
            .execute(
                "SELECT lower(hex(trace_id)) FROM trace_summaries WHERE workspace_id = '%s' ORDER BY start_time LIMIT 1 OFFSET 12345"
                    .formatted(WORKSPACE))
            .strip());
  }

  /** What the query log says of a statement, its settings included. */
  private static Map<String, String> logOf(Statement statement) {
    // The server answers before it notes that it did.
    long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    String[] columns = logged(statement);
    while (columns.length != 6) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      columns = logged(statement);
    }
    return Map.of(
        "read_rows",
        columns[0],
        "log_comment",
        columns[1],
        "max_execution_time",
        columns[2],
        "max_rows_to_read",
        columns[3],
        "max_bytes_to_read",
        columns[4],
        "max_memory_usage",
        columns[5]);
  }

  private static String[] logged(Statement statement) {
    ENGINE.execute("SYSTEM FLUSH LOGS");
    return ENGINE
        .execute(
            """
            SELECT read_rows, log_comment, Settings['max_execution_time'], Settings['max_rows_to_read'],
              Settings['max_bytes_to_read'], Settings['max_memory_usage']
            FROM system.query_log
            WHERE query_id = '%s' AND type = 'QueryFinish'
            """
                .formatted(statement.queryId()))
        .strip()
        .split("\t");
  }
}
