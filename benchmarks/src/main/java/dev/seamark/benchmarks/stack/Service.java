package dev.seamark.benchmarks.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One of the product's services in a JVM of its own, as {@code ./seamark up} runs it. */
public final class Service implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final Process process;
  private final URI url;
  private final Path log;
  private final Thread stopAtExit;

  private Service(Process process, URI url, Path log) {
    this.process = process;
    this.url = url;
    this.log = log;
    this.stopAtExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(stopAtExit);
  }

  /**
   * Starts a service and waits until it is ready.
   *
   * @param name folder below {@code SEAMARK_PROGRAMS} that holds its jar
   * @param portKey environment variable that takes its port
   * @param heap such as {@code 320m}
   */
  public static Service start(
      String name, String portKey, String heap, Map<String, String> environment, Path folder)
      throws IOException, InterruptedException {
    int port = freePort();
    Path log = folder.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:-UsePerfData",
            "-Xss512k",
            "-Xmx" + heap,
            "-jar",
            jar(name).toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("SEAMARK_BIND", "127.0.0.1");
    builder.environment().put("SEAMARK_GRPC_PORT", "0");
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder.environment().put(portKey, Integer.toString(port));
    Service service = new Service(builder.start(), URI.create("http://127.0.0.1:" + port), log);
    try {
      service.awaitReady();
    } catch (IllegalStateException e) {
      service.close();
      throw e;
    }
    return service;
  }

  public URI url() {
    return url;
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(stopAtExit);
  }

  private void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(url.resolve("/health/ready")).build();
      while (System.nanoTime() < deadline) {
        if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("the service ended while starting:\n" + tail());
        }
        if (isReady(client, request)) {
          return;
        }
      }
    }
    throw new IllegalStateException("the service was not ready in time:\n" + tail());
  }

  private static boolean isReady(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notListeningYet) {
      return false;
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return log + " cannot be read: " + e;
    }
  }

  private static Path jar(String name) throws IOException {
    String programs = System.getenv("SEAMARK_PROGRAMS");
    if (programs == null) {
      throw new IllegalStateException(
          "SEAMARK_PROGRAMS is not set (expected: the folder of the built services; start this by ./seamark bench)");
    }
    try (Stream<Path> files = Files.list(Path.of(programs, name))) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no jar in " + programs + "/" + name));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    }
  }
}
