package dev.seamark.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.embedded.junit.ClickHouseExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedClickHouseIT {
  private static final String WORKSPACE = UUID.randomUUID().toString();
  private static final String OTHER = UUID.randomUUID().toString();

  @RegisterExtension static final ClickHouseExtension clickhouse = ClickHouseExtension.dedicated();

  @BeforeAll
  static void createTables() {
    clickhouse.execute(
        "CREATE TABLE spans (workspace_id UUID, name String)"
            + " ENGINE = ReplacingMergeTree ORDER BY (workspace_id, name)");
    clickhouse.execute(
        "CREATE TABLE names (workspace_id UUID, name String)"
            + " ENGINE = AggregatingMergeTree ORDER BY (workspace_id, name)");
    clickhouse.execute(
        "CREATE MATERIALIZED VIEW names_view TO names AS SELECT workspace_id, name FROM spans");
    clickhouse.execute(
        "INSERT INTO spans VALUES ('%s', 'mine'), ('%s', 'theirs')".formatted(WORKSPACE, OTHER));
  }

  @Test
  void owner_createsWritesReads() {
    assertThat(clickhouse.execute("SELECT count() FROM spans")).isEqualTo("2\n");
    assertThat(clickhouse.execute("SELECT count() FROM names")).isEqualTo("2\n");
    assertThat(clickhouse.execute("SELECT count() > 0 FROM system.tables")).isEqualTo("1\n");
    clickhouse.execute("KILL QUERY WHERE query_id = 'none'");
    clickhouse.execute("SYSTEM FLUSH LOGS");
    for (String engine :
        new String[] {
          "MergeTree ORDER BY a",
          "SummingMergeTree ORDER BY a",
          "CoalescingMergeTree ORDER BY a",
          "Null",
          "Memory"
        }) {
      clickhouse.execute("CREATE TABLE t (a Int8, b Nullable(Int8)) ENGINE = " + engine);
      clickhouse.execute("ALTER TABLE t ADD COLUMN IF NOT EXISTS c Int8");
      clickhouse.execute("DROP TABLE t SYNC");
    }
  }

  @Test
  void owner_hasNoOtherDatabaseAndNoFiles() {
    assertThatThrownBy(() -> clickhouse.execute("CREATE DATABASE elsewhere"))
        .hasMessageContaining("ACCESS_DENIED");
    assertFilesAreClosed(clickhouse::execute);
  }

  @Test
  void reader_seesTheHeadersWorkspaceOnly() {
    String names = "SELECT name FROM spans";
    assertThat(clickhouse.read(names, Optional.of(WORKSPACE))).isEqualTo("mine\n");
    assertThat(clickhouse.read(names, Optional.of(OTHER))).isEqualTo("theirs\n");
    assertThat(clickhouse.read(names, Optional.of("nonsense"))).isEmpty();
    assertThat(clickhouse.read(names, Optional.empty())).isEmpty();
    String without = "SELECT name FROM spans SETTINGS allow_get_client_http_header = 0";
    assertThatThrownBy(() -> clickhouse.read(without, Optional.of(WORKSPACE)))
        .hasMessageContaining("SETTING_CONSTRAINT_VIOLATION");
  }

  @Test
  void reader_seesListedTablesOnly() {
    for (String table : new String[] {"names", "names_view", "system.query_log"}) {
      assertThatThrownBy(() -> clickhouse.read("SELECT * FROM " + table, Optional.of(WORKSPACE)))
          .hasMessageContaining("ACCESS_DENIED");
    }
    assertFilesAreClosed(sql -> clickhouse.read(sql, Optional.of(WORKSPACE)));
  }

  @Test
  void reader_writesNothing() {
    for (String sql :
        new String[] {
          "INSERT INTO spans VALUES ('" + WORKSPACE + "', 'x')",
          "ALTER TABLE spans DELETE WHERE 1",
          "DROP TABLE spans",
          "TRUNCATE TABLE spans",
          "CREATE TABLE mine (a Int8) ENGINE = Memory",
          "SYSTEM FLUSH LOGS",
          "KILL QUERY WHERE 1"
        }) {
      assertThatThrownBy(() -> clickhouse.read(sql, Optional.of(WORKSPACE)))
          .hasMessageMatching("(?s).*(ACCESS_DENIED|READONLY).*");
    }
  }

  @Test
  void reader_setsLimitsWithinBounds() {
    String allowed =
        "SELECT 1 SETTINGS log_comment = 'a', max_execution_time = 5, max_result_rows = 10,"
            + " max_rows_to_read = 100, max_memory_usage = 100000000, max_threads = 1";
    assertThat(clickhouse.read(allowed, Optional.empty())).isEqualTo("1\n");
    for (String setting :
        new String[] {
          "max_execution_time = 0",
          "max_execution_time = 3600",
          "max_memory_usage = 0",
          "max_memory_usage = 100000000000",
          "readonly = 0"
        }) {
      assertThatThrownBy(() -> clickhouse.read("SELECT 1 SETTINGS " + setting, Optional.empty()))
          .hasMessageMatching("(?s).*(SETTING_CONSTRAINT_VIOLATION|READONLY).*");
    }
  }

  @Test
  void kill_restartKeepsRowsAndPort() {
    clickhouse.execute("CREATE TABLE kept (number UInt64) ENGINE = MergeTree ORDER BY number");
    clickhouse.execute("INSERT INTO kept SELECT number FROM numbers(1000)");
    String url = clickhouse.url();
    long before = clickhouse.server().pid();

    clickhouse.server().kill();
    assertThat(clickhouse.server().isAlive()).isFalse();
    clickhouse.server().restart();
    assertThat(clickhouse.execute("SELECT count() FROM kept")).isEqualTo("1000\n");

    clickhouse.server().restart();
    assertThat(clickhouse.execute("SELECT count() FROM kept")).isEqualTo("1000\n");
    clickhouse.execute("SYSTEM FLUSH LOGS");
    assertThat(clickhouse.execute("SELECT count() > 0 FROM system.query_log")).isEqualTo("1\n");
    assertThat(clickhouse.url()).isEqualTo(url);
    assertThat(clickhouse.server().pid()).isNotEqualTo(before);
  }

  @Test
  void start_folderInUse() {
    ClickHouseOptions same = clickhouse.server().options();
    assertThatThrownBy(() -> EmbeddedClickHouse.start(same))
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining(same.dataDirectory().toString())
        .hasMessageContaining("in use by process " + clickhouse.server().pid());
    assertThat(clickhouse.execute("SELECT 1")).isEqualTo("1\n");
  }

  @Test
  void brokenClients_doNotEndTheServer() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int port = clickhouse.server().httpPort();
    for (int i = 0; i < 200; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        OutputStream out = socket.getOutputStream();
        switch (i % 4) {
          case 0 -> out.write("POST /?query=INS".getBytes(StandardCharsets.US_ASCII));
          case 1 -> {
            byte[] noise = new byte[1 + random.nextInt(400)];
            random.nextBytes(noise);
            out.write(noise);
          }
          case 2 -> out.write(cutInsert().getBytes(StandardCharsets.US_ASCII));
          default ->
              out.write("GET /ping HTTP/1.1\r\nHost: a\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
        socket.setSoLinger(i % 8 < 4, 0);
      }
    }
    assertThat(clickhouse.execute("SELECT 1")).describedAs("seed %d", seed).isEqualTo("1\n");
    assertThat(clickhouse.server().isAlive()).isTrue();
  }

  private static String cutInsert() {
    return "POST /?user=%s&password=%s&database=%s&query=INSERT+INTO+spans+FORMAT+TSV HTTP/1.1\r\n"
            .formatted(clickhouse.user(), clickhouse.password(), clickhouse.database())
        + "Host: a\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n"
        + WORKSPACE;
  }

  private static void assertFilesAreClosed(Statement statement) {
    for (String source :
        new String[] {
          "file('/etc/hostname', 'LineAsString')",
          "default.`/etc/hostname`",
          "url('http://127.0.0.1:1/', 'LineAsString')",
          "remote('127.0.0.1', system.one)"
        }) {
      assertThatThrownBy(() -> statement.run("SELECT * FROM " + source))
          .describedAs(source)
          .hasMessageContaining("ACCESS_DENIED");
    }
  }

  private interface Statement {
    String run(String sql);
  }
}
