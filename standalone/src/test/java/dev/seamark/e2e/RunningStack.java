package dev.seamark.e2e;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The stack in processes of its own, started as {@code ./seamark up} starts it, on a folder that is
 * deleted with it.
 */
final class RunningStack implements AutoCloseable, ExtensionContext.Store.CloseableResource {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Path folder;
  private final Process supervisor;

  private RunningStack(Path folder, Process supervisor) {
    this.folder = folder;
    this.supervisor = supervisor;
  }

  static RunningStack start() throws IOException {
    Path folder = Files.createTempDirectory("seamark-e2e");
    Path programs = Files.createDirectory(folder.resolve("programs"));
    for (String service : List.of("ingest-api", "query-api")) {
      unpack(service, programs.resolve(service));
    }
    int[] ports = freePorts();
    ProcessBuilder builder =
        new ProcessBuilder(
                JAVA,
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.seamark.standalone.Standalone",
                "--data",
                folder.resolve("data").toString(),
                "--programs",
                programs.toString(),
                "--port",
                Integer.toString(ports[0]),
                "--otlp-port",
                Integer.toString(ports[1]),
                "--grpc-port",
                Integer.toString(ports[2]))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
    // Batches of a killed worker are taken over after this time; the default would only be waited
    // for.
    builder.environment().put("SEAMARK_QUEUE_LEASE", "5s");
    builder.environment().keySet().removeAll(Set.of("SEAMARK_CLICKHOUSE_URL", "SEAMARK_REDIS_URL"));
    Process supervisor = builder.start();
    RunningStack stack = new RunningStack(folder, supervisor);
    boolean ready = false;
    try {
      Await.until(
          START_LIMIT,
          () -> {
            if (!supervisor.isAlive()) {
              throw new IllegalStateException("the stack ended while starting: " + stack.output());
            }
            return stack.state().containsKey("ready");
          },
          () -> "ready; the stack says: " + stack.output());
      ready = true;
    } finally {
      if (!ready) {
        stack.close();
      }
    }
    return stack;
  }

  /** As {@code ./seamark} does it: a plain class path starts faster than a jar of jars. */
  private static void unpack(String service, Path destination) throws IOException {
    Path target = Path.of("..", service, "target").toAbsolutePath().normalize();
    Path jar;
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "*-exec.jar")) {
      jar = jars.iterator().next();
    } catch (IOException | NoSuchElementException e) {
      throw new IllegalStateException(
          "no packaged " + service + " in " + target + ": run mvn verify", e);
    }
    Process unpacking =
        new ProcessBuilder(
                JAVA,
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--destination",
                destination.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (unpacking.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(jar + " cannot be unpacked");
    }
  }

  /** Where a client writes and reads: the gateway. */
  URI url() {
    return URI.create(required("url"));
  }

  /** The port of ingest-api itself. */
  URI otlp() {
    return URI.create(required("otlp"));
  }

  /** Where OTLP over gRPC is taken. */
  URI grpc() {
    return URI.create(required("grpc"));
  }

  /** The secret of the key that {@code up} made. */
  String key() {
    return required("api-key");
  }

  long pid(String component) {
    return Long.parseLong(required(component + ".pid"));
  }

  URI clickhouse() {
    return URI.create(required("clickhouse"));
  }

  /** The engine owner's password, for looking behind the services' back. */
  String clickhousePassword() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("data/secrets.properties"))) {
      return lines
          .filter(line -> line.startsWith("clickhouse-owner="))
          .map(line -> line.substring(line.indexOf('=') + 1).replace("\\", ""))
          .findFirst()
          .orElseThrow();
    }
  }

  /** What the supervisor printed so far. */
  String output() {
    try {
      return Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String required(String name) {
    String value = state().get(name);
    if (value == null) {
      throw new IllegalStateException("no " + name + " in " + state().keySet());
    }
    return value;
  }

  private Map<String, String> state() {
    Path file = folder.resolve("data/run/state");
    Map<String, String> values = new LinkedHashMap<>();
    if (Files.exists(file)) {
      try {
        for (String line : Files.readAllLines(file)) {
          int equals = line.indexOf('=');
          values.put(line.substring(0, equals), line.substring(equals + 1));
        }
      } catch (IOException e) {
        throw new IllegalStateException(file + " cannot be read", e);
      }
    }
    return values;
  }

  @Override
  public void close() throws IOException {
    supervisor.destroy();
    try {
      if (!supervisor.waitFor(60, TimeUnit.SECONDS)) {
        supervisor.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      supervisor.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  private static int[] freePorts() throws IOException {
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket three = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new int[] {one.getLocalPort(), two.getLocalPort(), three.getLocalPort()};
    }
  }
}
