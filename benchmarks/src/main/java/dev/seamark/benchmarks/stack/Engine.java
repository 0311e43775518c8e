package dev.seamark.benchmarks.stack;

import dev.seamark.embedded.ClickHouseOptions;
import dev.seamark.embedded.Credentials;
import dev.seamark.embedded.EmbeddedClickHouse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** An engine of the benchmark's own, spoken to over HTTP without any driver in between. */
public final class Engine implements AutoCloseable {
  /** Never the product's database. */
  public static final String DATABASE = "seamark_bench";

  private static final Credentials OWNER = new Credentials("seamark", "bench-owner");
  private static final Credentials READER = new Credentials("seamark_reader", "bench-reader");

  private final EmbeddedClickHouse server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Engine(EmbeddedClickHouse server) {
    this.server = server;
  }

  /** An engine that leaves forcing its parts to disk to the operating system. */
  public static Engine start(Path folder, long memoryBytes) {
    return start(folder, memoryBytes, false);
  }

  public static Engine start(Path folder, long memoryBytes, boolean durable) {
    Engine engine =
        new Engine(
            EmbeddedClickHouse.start(
                ClickHouseOptions.of(folder, OWNER, READER)
                    .withDatabases(List.of(DATABASE))
                    .withMemoryLimitBytes(memoryBytes)
                    .withDurable(durable)));
    engine.send(
        Map.of("database", "default"),
        BodyPublishers.ofString("CREATE DATABASE IF NOT EXISTS " + DATABASE));
    return engine;
  }

  public URI url() {
    return server.url();
  }

  public String user() {
    return OWNER.user();
  }

  public String password() {
    return OWNER.password();
  }

  /** Starts it anew on the same data: its caches are empty then. */
  public void restart() {
    server.restart();
  }

  public String readerUser() {
    return READER.user();
  }

  public String readerPassword() {
    return READER.password();
  }

  public long pid() {
    return server.pid();
  }

  public double cpuSeconds() {
    return ProcessUsage.cpuSeconds(pid());
  }

  /** Runs a statement and returns the answer's lines. */
  public List<String> query(String sql) {
    return new String(send(Map.of(), BodyPublishers.ofString(sql)), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  /** The one number a statement answers. */
  public double number(String sql) {
    return Double.parseDouble(query(sql).getFirst());
  }

  /** Runs a statement and returns its answer as it came. */
  public byte[] bytes(String sql) {
    return send(Map.of(), BodyPublishers.ofString(sql));
  }

  /** Runs a statement that is found again in the query log under a name. */
  public byte[] named(String name, String sql) {
    return send(Map.of("log_comment", name), BodyPublishers.ofString(sql));
  }

  /** Inserts zstd-compressed Native blocks. */
  public void insert(String name, String table, Path blocks) throws IOException {
    send(
        Map.of(
            "query",
            "INSERT INTO " + table + " FORMAT Native",
            "log_comment",
            name,
            "async_insert",
            "0"),
        BodyPublishers.ofFile(blocks),
        "Content-Encoding",
        "zstd");
  }

  /** Streams an answer, zstd-compressed, into a file. */
  public void save(String sql, Path file) throws IOException, InterruptedException {
    HttpRequest request =
        request(
            Map.of("enable_http_compression", "1", "http_zlib_compression_level", "1"),
            BodyPublishers.ofString(sql),
            "Accept-Encoding",
            "zstd");
    HttpResponse<Path> response = http.send(request, BodyHandlers.ofFile(file));
    if (response.statusCode() != 200) {
      throw new IllegalStateException("HTTP " + response.statusCode() + " to " + sql);
    }
  }

  /** CPU seconds of the named statements, as the query log has them. */
  public double loggedCpuSeconds(String name) {
    query("SYSTEM FLUSH LOGS");
    return number(
        """
        SELECT sum(ProfileEvents['UserTimeMicroseconds'] + ProfileEvents['SystemTimeMicroseconds']) / 1e6
        FROM system.query_log WHERE type = 'QueryFinish' AND log_comment = '%s'\
        """
            .formatted(name));
  }

  /** Waits until no merge has run for a moment. */
  public void awaitQuiet() throws InterruptedException {
    int calm = 0;
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (calm < 6 && System.nanoTime() < deadline) {
      calm = number("SELECT count() FROM system.merges") == 0 ? calm + 1 : 0;
      Thread.sleep(Duration.ofMillis(100));
    }
  }

  /**
   * Merges every table of a database into one part per partition and waits until nothing else runs:
   * from there on merges depend only on what is inserted next.
   */
  public void mergeAll(String database) throws InterruptedException {
    awaitQuiet();
    for (String table :
        query(
            "SELECT name FROM system.tables WHERE engine LIKE '%MergeTree' AND database = '"
                + database
                + "'")) {
      query("OPTIMIZE TABLE " + database + "." + table + " FINAL");
    }
    awaitQuiet();
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }

  private byte[] send(Map<String, String> parameters, BodyPublisher body, String... headers) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.putIfAbsent("database", DATABASE);
    all.put("query_id", "bench-" + Long.toHexString(ThreadLocalRandom.current().nextLong()));
    try {
      HttpResponse<byte[]> response =
          http.send(request(all, body, headers), BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            new String(response.body(), StandardCharsets.UTF_8).strip());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException("no answer from the engine", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private HttpRequest request(
      Map<String, String> parameters, BodyPublisher body, String... headers) {
    StringBuilder query = new StringBuilder("/?");
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.putIfAbsent("database", DATABASE);
    all.forEach((name, value) ->
        query
            .append(name)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
            .append('&'));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url().resolve(query.toString()))
            .header("X-ClickHouse-User", OWNER.user())
            .header("X-ClickHouse-Key", OWNER.password())
            .POST(body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }
}
