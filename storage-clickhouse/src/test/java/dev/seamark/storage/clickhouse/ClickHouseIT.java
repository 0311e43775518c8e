package dev.seamark.storage.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.embedded.junit.ClickHouseExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClickHouseIT {
  @RegisterExtension static final ClickHouseExtension ENGINE = ClickHouseExtension.create();

  private static final String ENDLESS =
      "SELECT sum(cityHash64(number)) FROM numbers(100000000000000)";

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse clickHouse;

  @BeforeAll
  static void open() {
    clickHouse = ClickHouse.writer(MigratedDatabase.settings(ENGINE));
  }

  @AfterAll
  static void close() {
    clickHouse.close();
  }

  @Test
  void isReachable_running() {
    assertThat(clickHouse.isReachable()).isTrue();
  }

  @Test
  void query_parametersOfEveryType() {
    String text = "a\\b\tc\nd'e\"f\u0001\0\ré€😀%&+={x:String}";
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("text", text);
    parameters.put("texts", List.of(text, "", "x"));
    parameters.put("number", Long.MIN_VALUE);
    parameters.put("real", 0.1);
    parameters.put("bool", true);
    parameters.put("id", new UUID(1, 2));
    parameters.put("map", Map.of(text, 1L));

    List<List<Object>> rows =
        clickHouse.query(
            Statement.of(
                "test",
                """
                SELECT {text:String}, {texts:Array(String)}, {number:Int64}, {real:Float64}, {bool:Bool},
                    {id:UUID}, {map:Map(String, Int64)}\
                """,
                parameters),
            row ->
                List.of(
                    row.string(),
                    row.list(RowInput::string),
                    row.int64(),
                    row.float64(),
                    row.bool(),
                    row.uuid(),
                    row.map(RowInput::string, RowInput::int64)));

    assertThat(rows).containsExactly(List.copyOf(parameters.values()));
  }

  /** Parameters that do not fit into an address travel in the body. */
  @Test
  void query_longParameter() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      ids.add("%032x".formatted(i));
    }

    assertThat(
            clickHouse.query(
                Statement.of("test", "SELECT {ids:Array(String)}", Map.of("ids", ids)),
                row -> row.list(RowInput::string)))
        .containsExactly(ids);
  }

  @Test
  void query_wrongStatement() {
    assertFails(ErrorCode.INTERNAL, () -> query(clickHouse, "SELEC 1"));
  }

  @Test
  void query_failsAfterManyRows() {
    assertFails(
        ErrorCode.STORE_UNAVAILABLE,
        () -> query(clickHouse, "SELECT throwIf(number = 3000000) FROM numbers(5000000)"));
  }

  /** The rows before the failure were handed over, the server's message is found behind them. */
  @Test
  void stream_failsAfterManyRows() {
    long[] count = new long[1];

    assertThatThrownBy(() ->
            clickHouse.stream(
                Statement.of("test", "SELECT throwIf(number = 3000000) FROM numbers(5000000)"),
                null,
                RowInput::uint8,
                _ -> count[0]++))
        .isInstanceOf(SeamarkException.class)
        .hasMessageContaining("throwIf");
    assertThat(count[0]).isPositive();
  }

  @Test
  void query_tooSlow() {
    try (ClickHouse impatient = ClickHouse.writer(within(Duration.ofSeconds(1), ENGINE.url()))) {
      assertFails(ErrorCode.QUERY_TIMEOUT, () -> query(impatient, ENDLESS));
    }
  }

  @Test
  void query_tooExpensive() {
    assertFails(
        ErrorCode.QUERY_TOO_EXPENSIVE,
        () ->
            clickHouse.query(
                Statement.of("test", "SELECT count() FROM numbers(100000)")
                    .with("max_rows_to_read", "10"),
                RowInput::int64));
  }

  @Test
  void query_interrupted() throws InterruptedException {
    Statement endless = Statement.of("test", ENDLESS);
    CompletableFuture<Thread> runs = new CompletableFuture<>();
    CompletableFuture<Void> failed = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      runs.complete(Thread.currentThread());
      try {
        clickHouse.query(endless, RowInput::int64);
        failed.complete(null);
      } catch (SeamarkException e) {
        failed.completeExceptionally(e);
      }
    });
    awaitRunning(endless, 1);

    runs.join().interrupt();

    assertThatThrownBy(failed::join).hasCauseInstanceOf(SeamarkException.class);
    awaitRunning(endless, 0);
  }

  @Test
  void query_cancelled() {
    Statement endless = Statement.of("test", ENDLESS);
    CompletableFuture<List<Long>> result =
        CompletableFuture.supplyAsync(
            () -> clickHouse.query(endless, RowInput::int64), Thread::startVirtualThread);
    awaitRunning(endless, 1);

    clickHouse.cancel(endless.queryId());

    assertThatThrownBy(result::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(SeamarkException.class);
    awaitRunning(endless, 0);
  }

  @Test
  void insert_unknownTable() {
    assertFails(
        ErrorCode.STORE_UNAVAILABLE,
        () -> clickHouse.insert(new Insert("test", "nowhere", "token", List.of(new byte[0]))));
  }

  @Test
  void anything_nobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    ClickHouseSettings nobody = within(Duration.ofSeconds(1), "http://127.0.0.1:" + port);
    try (ClickHouse away = ClickHouse.writer(nobody)) {
      assertThat(away.isReachable()).isFalse();
      assertFails(ErrorCode.STORE_UNAVAILABLE, () -> query(away, "SELECT 1"));
      assertFails(
          ErrorCode.STORE_UNAVAILABLE, () -> away.execute(Statement.of("test", "SELECT 1")));
    }
  }

  @Test
  void query_nobodyAnswers() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        ClickHouse away =
            ClickHouse.writer(
                within(Duration.ofSeconds(1), "http://127.0.0.1:" + silent.getLocalPort()))) {
      assertThat(away.isReachable()).isFalse();
      assertFails(ErrorCode.QUERY_TIMEOUT, () -> query(away, "SELECT 1"));
      assertFails(
          ErrorCode.STORE_UNAVAILABLE, () -> away.execute(Statement.of("test", "SELECT 1")));
    }
  }

  @Test
  void query_wrongPassword() {
    ClickHouseSettings settings = MigratedDatabase.settings(ENGINE);
    ClickHouseSettings wrong =
        ClickHouseSettings.of(
            settings.url(),
            settings.database(),
            new ClickHouseSettings.Account("seamark", "wrong"),
            settings.reader());
    try (ClickHouse refused = ClickHouse.writer(wrong)) {
      assertThat(refused.isReachable()).isFalse();
      assertFails(ErrorCode.STORE_UNAVAILABLE, () -> query(refused, "SELECT 1"));
    }
  }

  @Test
  void settings_secrets() {
    assertThat(MigratedDatabase.settings(ENGINE).toString())
        .doesNotContain(ENGINE.password(), ENGINE.readerPassword());
  }

  private static ClickHouseSettings within(Duration timeout, String url) {
    ClickHouseSettings settings = MigratedDatabase.settings(ENGINE);
    return new ClickHouseSettings(
        URI.create(url),
        settings.database(),
        settings.writer(),
        settings.reader(),
        4,
        timeout,
        timeout,
        timeout);
  }

  /** Waits until the server runs that statement so many times. */
  private static void awaitRunning(Statement statement, long times) {
    long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (running(statement) != times) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static long running(Statement statement) {
    return clickHouse
        .query(
            Statement.of(
                "test",
                "SELECT count() FROM system.processes WHERE query_id = {id:String}",
                Map.of("id", statement.queryId())),
            RowInput::int64)
        .getFirst();
  }

  private static void query(ClickHouse client, String sql) {
    client.query(Statement.of("test", sql), RowInput::uint8);
  }

  private static void assertFails(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            SeamarkException.class, e -> assertThat(e.code()).as(e.toString()).isEqualTo(code));
  }
}
