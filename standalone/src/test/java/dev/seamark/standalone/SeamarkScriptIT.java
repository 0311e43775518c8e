package dev.seamark.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.embedded.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script in a folder of its own, with a program that is built and services that are played. */
class SeamarkScriptIT {
  @TempDir private Path home;
  private Path script = Path.of("");
  private Path data = Path.of("");

  @BeforeEach
  void layOut() throws IOException {
    script = Files.copy(Path.of("..", "seamark"), home.resolve("seamark"));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    data = home.resolve("the data");
    Path program = home.resolve("standalone/target/program");
    writeJar(
        program.resolve("seamark-standalone-test.jar"),
        Standalone.class,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)));
    Stream<String> tests = Stream.of(Path.of("target", "test-classes").toString());
    writeJar(program.resolve("query-api/app.jar"), FakeService.Query.class, tests);
    tests = Stream.of(Path.of("target", "test-classes").toString());
    writeJar(program.resolve("ingest-api/app.jar"), FakeService.Ingest.class, tests);
    Files.createFile(program.resolve(".built"));
  }

  @AfterEach
  void stop() throws Exception {
    run("down", "--data", data.toString());
  }

  @Test
  void up_statusDown() throws Exception {
    int port = FreePort.find();
    Output up =
        run(
            "up",
            "--detach",
            "--data",
            data.toString(),
            "--port",
            "" + port,
            "--otlp-port",
            "" + FreePort.find(),
            "--grpc-port",
            "" + FreePort.find());
    assertThat(up.status()).describedAs(up.text()).isZero();
    assertThat(up.text()).contains("Seamark is up.").contains("OTEL_EXPORTER_OTLP_HEADERS");
    assertThat(get("http://127.0.0.1:" + port + "/")).startsWith("query");

    Output status = run("status", "--data", data.toString());
    assertThat(status.status()).describedAs(status.text()).isZero();
    assertThat(status.text())
        .contains("clickhouse", "redis", "ingest-api", "query-api", "sk-sm-")
        .contains("http://localhost:" + port)
        .doesNotContain("gone");

    Output again = run("up", "--detach", "--data", data.toString());
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.text()).contains("runs already");

    List<ProcessHandle> children = processes();
    assertThat(run("down", "--data", data.toString()).text()).contains("Stopped.");
    for (ProcessHandle child : children) {
      child.onExit().get(10, TimeUnit.SECONDS);
    }
    assertThat(run("status", "--data", data.toString()).status()).isEqualTo(1);
  }

  @Test
  void up_attachedStopsCleanlyWhenAsked() throws Exception {
    Process up =
        start(
            "up",
            "--data",
            data.toString(),
            "--port",
            "0",
            "--otlp-port",
            "" + FreePort.find(),
            "--grpc-port",
            "" + FreePort.find());
    try (var lines = up.inputReader(StandardCharsets.UTF_8)) {
      StringBuilder text = new StringBuilder();
      String line;
      do {
        line = lines.readLine();
        assertThat(line).describedAs(text.toString()).isNotNull();
        text.append(line).append('\n');
      } while (!line.matches(".*ready in [0-9.]+ s"));
      List<ProcessHandle> children = processes();
      up.toHandle().destroy();
      assertThat(lines.lines().collect(Collectors.joining("\n"))).contains("stopped");
      assertThat(up.waitFor()).isZero();
      for (ProcessHandle child : children) {
        child.onExit().get(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void up_portTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Output up =
          run(
              "up",
              "--detach",
              "--data",
              data.toString(),
              "--port",
              "" + taken.getLocalPort(),
              "--otlp-port",
              "" + FreePort.find(),
              "--grpc-port",
              "" + FreePort.find());
      assertThat(up.status()).isEqualTo(1);
      assertThat(up.text()).contains("Choose another with --port");
    }
  }

  @Test
  void down_nothingRuns() throws Exception {
    Output down = run("down", "--data", data.toString());
    assertThat(down.status()).isZero();
    assertThat(down.text()).contains("does not run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "down", "status", "migrate", "test", "bench", "doctor"})
  void command_help(String command) throws Exception {
    Output help = run(command, "--help");
    assertThat(help.status()).isZero();
    assertThat(help.text()).startsWith("Usage: ./seamark " + command);
  }

  @Test
  void help_listsEveryCommand() throws Exception {
    Output help = run("--help");
    assertThat(help.status()).isZero();
    assertThat(help.text())
        .contains("up", "down", "status", "demo", "migrate", "test", "bench", "doctor");
  }

  @Test
  void command_unknownOrMisused() throws Exception {
    assertThat(run().status()).isEqualTo(2);
    assertThat(run("launch").status()).isEqualTo(2);
    assertThat(run("launch").text()).contains("unknown command: launch");
    assertThat(run("up", "--sideways").status()).isEqualTo(2);
    assertThat(run("up", "--port").status()).isEqualTo(2);
    assertThat(run("up", "--port", "x").status()).isEqualTo(2);
    assertThat(run("status", "--x").status()).isEqualTo(2);
    assertThat(run("test", "no-such-module").status()).isEqualTo(2);
  }

  @Test
  void doctor_findsTheJdk() throws Exception {
    Output doctor = run("doctor");
    assertThat(doctor.text()).contains("JDK 25 in ").contains("MB free");
  }

  private List<ProcessHandle> processes() throws IOException {
    List<ProcessHandle> found = new ArrayList<>();
    for (String line : Files.readAllLines(data.resolve("run/state"))) {
      if (line.contains(".pid=")) {
        long pid = Long.parseLong(line.substring(line.indexOf('=') + 1));
        found.add(ProcessHandle.of(pid).orElseThrow());
      }
    }
    assertThat(found).hasSize(5);
    return found;
  }

  private Output run(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      String text = out.lines().collect(Collectors.joining("\n"));
      return new Output(process.waitFor(), text);
    }
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(script.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  private static void writeJar(Path jar, Class<?> main, Stream<String> classPath)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, main.getName());
    attributes.put(
        Attributes.Name.CLASS_PATH,
        classPath
            .map(entry -> Path.of(entry).toAbsolutePath().toUri().toString())
            .collect(Collectors.joining(" ")));
    Files.createDirectories(jar.getParent());
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }

  private static String get(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private record Output(int status, String text) {}
}
