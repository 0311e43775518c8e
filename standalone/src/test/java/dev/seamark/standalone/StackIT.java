package dev.seamark.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.embedded.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor with real stores and played services. */
class StackIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path data;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  @Test
  void start_bothServicesBehindOnePort() throws Exception {
    String before;
    try (Stack stack = start(options(), FakeService.Query.class)) {
      String read = get(stack.url().resolve("/api/v1/traces"));
      assertThat(read)
          .startsWith("query\n")
          .contains("SEAMARK_CLICKHOUSE_URL=http://127.0.0.1:")
          .contains("SEAMARK_CLICKHOUSE_READER_USER=seamark_reader")
          .contains("SEAMARK_REDIS_URL=redis://:")
          .contains("SEAMARK_CURSOR_SECRET=")
          .contains("SEAMARK_RETENTION_DAYS=7");
      assertThat(get(stack.url().resolve("/v1/traces")))
          .startsWith("ingest\n")
          .contains("SEAMARK_BOOTSTRAP_SECRET_KEY=" + stack.secrets().apiKey().secret());
      assertThat(state()).contains("ready=").contains("query-api.pid=");
      assertThatThrownBy(() -> start(options(), FakeService.Query.class))
          .isInstanceOf(StandaloneException.class)
          .hasMessageContaining("runs already on " + data);
      before = stack.secrets().apiKey().secret();
    }
    assertThat(data.resolve("run/state")).doesNotExist();
    Path secrets = data.resolve("secrets.properties");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
        .isEqualTo("rw-------");
    assertThat(Secrets.in(data).apiKey().secret()).isEqualTo(before);
  }

  @Test
  void component_fallsAndReturns() throws Exception {
    try (Stack stack = start(options(), FakeService.Query.class)) {
      assertThatThrownBy(() -> get(URI.create(stack.otlpUrl() + "/die")))
          .isInstanceOf(IOException.class);
      awaitSaid("ingest-api", "ended unexpectedly (status 9)");
      awaitSaid("ingest-api", "is back");
      assertThat(get(stack.url().resolve("/v1/traces"))).startsWith("ingest\n");

      long engine = Long.parseLong(value("clickhouse.pid"));
      assertThat(ProcessHandle.of(engine).orElseThrow().destroyForcibly()).isTrue();
      awaitSaid("clickhouse", "ended unexpectedly");
      awaitSaid("clickhouse", "is back");
      assertThat(get(URI.create(value("clickhouse") + "/ping"))).isEqualTo("Ok.\n");
      assertThat(value("clickhouse.pid")).isNotEqualTo(Long.toString(engine));
    }
  }

  @Test
  void start_serviceEndsWithItsWords() {
    assertThatThrownBy(() -> start(options(), FakeService.Broken.class))
        .isInstanceOf(StandaloneException.class)
        .hasMessageContaining("query-api ended while starting (status 7)")
        .hasMessageContaining("retention-days: -1");
    assertThat(data.resolve("run/state")).doesNotExist();
  }

  @Test
  void start_portTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String port = Integer.toString(taken.getLocalPort());
      assertThatThrownBy(() -> start(options("--port", port), FakeService.Query.class))
          .isInstanceOf(StandaloneException.class)
          .hasMessageContaining("Port " + port)
          .hasMessageContaining("--port");
    }
  }

  @Test
  void supervisorKilled_nothingIsLeft() throws Exception {
    Process supervisor =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Supervisor.class.getName(),
                data.toString(),
                Integer.toString(FreePort.find()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (!Files.exists(data.resolve("run/state")) || !state().contains("ready=")) {
      assertThat(supervisor.waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
    }
    List<ProcessHandle> children =
        List.of("clickhouse.pid", "redis.pid", "ingest-api.pid", "query-api.pid").stream()
            .map(name -> ProcessHandle.of(Long.parseLong(value(name))).orElseThrow())
            .toList();
    supervisor.destroyForcibly();
    for (ProcessHandle child : children) {
      child.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  private Stack start(StandaloneOptions options, Class<?> query) {
    return start(options, query, said::add);
  }

  private static Stack start(StandaloneOptions options, Class<?> query, Consumer<String> say) {
    return Stack.start(
        options,
        Map.of("SEAMARK_RETENTION_DAYS", "7", "PATH", "x"),
        program(FakeService.Ingest.class),
        program(query),
        say);
  }

  private static ServiceProgram program(Class<?> main) {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith("test-classes"))
            .map(Path::of)
            .toList();
    return ServiceProgram.of(classPath, main.getName());
  }

  private StandaloneOptions options(String... more) throws IOException {
    return options(data, FreePort.find(), more);
  }

  private static StandaloneOptions options(Path data, int otlpPort, String... more)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("--data", data.toString(), "--port", "0", "--otlp-port", "" + otlpPort));
    arguments.addAll(List.of("--grpc-port", "" + FreePort.find()));
    arguments.addAll(List.of(more));
    return StandaloneOptions.parse(arguments.toArray(String[]::new), Map.of());
  }

  private void awaitSaid(String who, String what) throws InterruptedException {
    String line;
    do {
      line = said.poll(60, TimeUnit.SECONDS);
      assertThat(line).describedAs("nothing said of %s %s", who, what).isNotNull();
    } while (!line.startsWith(who) || !line.contains(what));
  }

  private String state() throws IOException {
    return Files.readString(data.resolve("run/state"));
  }

  private String value(String name) {
    try {
      return state()
          .lines()
          .filter(line -> line.startsWith(name + "="))
          .map(line -> line.substring(name.length() + 1))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String get(URI url) throws IOException, InterruptedException {
    HttpResponse<String> response =
        CLIENT.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  /** The JVM that is killed. */
  static final class Supervisor {
    private Supervisor() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      StandaloneOptions options = options(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
      try (Stack stack = start(options, FakeService.Query.class, line -> {})) {
        assertThat(stack.url()).isNotNull();
        new CountDownLatch(1).await();
      }
    }
  }
}
