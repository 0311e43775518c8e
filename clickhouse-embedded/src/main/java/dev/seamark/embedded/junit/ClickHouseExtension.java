package dev.seamark.embedded.junit;

import dev.seamark.embedded.ClickHouseOptions;
import dev.seamark.embedded.Credentials;
import dev.seamark.embedded.EmbeddedClickHouse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A ClickHouse database for a test class, empty at its start and dropped at its end.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ClickHouseExtension clickhouse = ClickHouseExtension.create();
 * }</pre>
 *
 * <p>{@link #create} shares one engine among all classes of the JVM. {@link #dedicated} gives the
 * class an engine of its own, which it may kill, pause and restart. The database's name is one of
 * {@code seamark_test_1} … {@code seamark_test_16}, because the reader's row policies have to be
 * known when the engine starts.
 */
public final class ClickHouseExtension implements BeforeAllCallback, AfterAllCallback {
  private static final Credentials OWNER = new Credentials("seamark", "owner-secret");
  private static final Credentials READER = new Credentials("seamark_reader", "reader-secret");
  private static final List<String> DATABASES =
      IntStream.rangeClosed(1, 16).mapToObj(number -> "seamark_test_" + number).toList();

  private final boolean dedicated;
  private @Nullable Engine engine;
  private @Nullable String database;

  private ClickHouseExtension(boolean dedicated) {
    this.dedicated = dedicated;
  }

  /** A database in the engine all classes share. */
  public static ClickHouseExtension create() {
    return new ClickHouseExtension(false);
  }

  /** A database in an engine of the class's own. */
  public static ClickHouseExtension dedicated() {
    return new ClickHouseExtension(true);
  }

  /** {@code http://127.0.0.1:PORT} */
  public String url() {
    return server().url().toString();
  }

  public String database() {
    return required(database);
  }

  public String user() {
    return OWNER.user();
  }

  public String password() {
    return OWNER.password();
  }

  public String readerUser() {
    return READER.user();
  }

  public String readerPassword() {
    return READER.password();
  }

  /** The engine itself; only a dedicated one may be killed, paused or restarted. */
  public EmbeddedClickHouse server() {
    return required(engine).server;
  }

  /**
   * Runs one statement as the owner, in the class's database, and returns what it answers.
   *
   * @throws IllegalStateException with the engine's message if it refuses
   */
  public String execute(String sql) {
    return send(sql, "?database=" + database(), OWNER, Optional.empty());
  }

  /** The same as the reader, for a workspace or without saying which. */
  public String read(String sql, Optional<String> workspace) {
    return send(sql, "?database=" + database(), READER, workspace);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    ExtensionContext.Store store =
        (dedicated ? context : context.getRoot())
            .getStore(ExtensionContext.Namespace.create(ClickHouseExtension.class));
    Engine running = store.getOrComputeIfAbsent(Engine.class, key -> new Engine(), Engine.class);
    engine = running;
    String free = running.free.poll();
    if (free == null) {
      throw new IllegalStateException(
          "all " + DATABASES.size() + " databases are in use by classes that run at once");
    }
    database = free;
    send("CREATE DATABASE " + free, "", OWNER, Optional.empty());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (!server().isAlive()) {
      return;
    }
    send("DROP DATABASE " + database() + " SYNC", "", OWNER, Optional.empty());
    required(engine).free.add(database());
  }

  private String send(String sql, String query, Credentials as, Optional<String> workspace) {
    String basic =
        Base64.getEncoder()
            .encodeToString((as.user() + ":" + as.password()).getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + "/" + query))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Basic " + basic)
            .POST(HttpRequest.BodyPublishers.ofString(sql));
    workspace.ifPresent(id -> request.header(ClickHouseOptions.WORKSPACE_HEADER, id));
    try {
      HttpResponse<String> response =
          required(engine).client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(response.body().strip());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException("no answer to: " + sql, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: " + sql, e);
    }
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the test class has not started yet");
    }
    return value;
  }

  /** A running engine, its folder and the databases nobody uses. */
  private static final class Engine implements ExtensionContext.Store.CloseableResource {
    private final TestFolder folder = TestFolder.create("clickhouse");
    private final EmbeddedClickHouse server =
        EmbeddedClickHouse.start(
            ClickHouseOptions.of(folder.path(), OWNER, READER)
                .withDurable(false)
                .withDatabases(DATABASES));
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> free = new LinkedBlockingQueue<>(DATABASES);

    @Override
    public void close() {
      client.shutdownNow();
      server.close();
      folder.delete();
    }
  }
}
