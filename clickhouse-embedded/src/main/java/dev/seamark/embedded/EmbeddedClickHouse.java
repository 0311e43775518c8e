package dev.seamark.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ClickHouse server in a child JVM, with its own folder, users and memory limit. It ends with
 * this JVM, even when this JVM is killed.
 *
 * <p>The engine is the one of the chDB project's npm package, fetched once per user ({@code
 * SEAMARK_CACHE_DIR}, or {@code seamark} in {@code XDG_CACHE_HOME} or {@code ~/.cache}). It is a
 * whole server except for replication, {@code ON CLUSTER}, TLS and users managed by SQL.
 */
public final class EmbeddedClickHouse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedClickHouse.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

  private final ClickHouseOptions options;
  private final Path library;
  private Process process;
  private int httpPort;
  private @Nullable Path startFolder;

  private EmbeddedClickHouse(ClickHouseOptions options, Path library) {
    this.options = options;
    this.library = library;
    this.httpPort = options.httpPort();
    this.process = launch();
  }

  /**
   * Fetches the engine if need be, starts it and waits until it answers.
   *
   * @throws EmbeddedStartException with what to do about it
   */
  public static EmbeddedClickHouse start(ClickHouseOptions options) {
    return start(options, LOG::info);
  }

  /** The same, telling the steps of a first fetch to {@code progress}. */
  public static EmbeddedClickHouse start(ClickHouseOptions options, Consumer<String> progress) {
    return new EmbeddedClickHouse(options, fetch(progress));
  }

  /** Makes sure that the engine is in the cache folder and returns its library. */
  public static Path fetch(Consumer<String> progress) {
    return new EngineLibrary(Folders.cache(), EnginePackage.ofThisPlatform(), "npm", progress)
        .locate();
  }

  public ClickHouseOptions options() {
    return options;
  }

  public synchronized int httpPort() {
    return httpPort;
  }

  /** Where the HTTP interface listens: {@code http://127.0.0.1:PORT}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + httpPort());
  }

  public synchronized long pid() {
    return process.pid();
  }

  public synchronized boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with the exit status when the present process ends. */
  public synchronized CompletableFuture<Integer> exited() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Ends the engine as a crash would. */
  public synchronized void kill() {
    ChildProcess.kill(process);
  }

  /** Halts the engine where it stands, until {@link #resume}. */
  public synchronized void pause() {
    ChildProcess.signal(process, "STOP");
  }

  public synchronized void resume() {
    ChildProcess.signal(process, "CONT");
  }

  /** Starts the engine again on the same folder and port; stops it first if it runs. */
  public synchronized void restart() {
    if (process.isAlive()) {
      ChildProcess.stop(process, STOP_PATIENCE);
    }
    process = launch();
  }

  /** Stops the engine; what it acknowledged is in its folder. Closing again changes nothing. */
  @Override
  public synchronized void close() {
    ChildProcess.stop(process, STOP_PATIENCE);
    try {
      if (startFolder != null) {
        Folders.delete(startFolder);
      }
    } catch (IOException e) {
      LOG.warn("cannot delete {}", startFolder, e);
    }
  }

  /**
   * Each start has a folder of its own for its configuration, so that a start that is refused
   * because the data folder is in use touches nothing of the engine that runs.
   */
  private Process launch() {
    Path data = options.dataDirectory();
    try {
      Folders.createPrivate(data);
      Folders.createPrivate(EngineFolders.store(data));
      Folders.createPrivate(EngineFolders.log(data));
      Folders.createPrivate(EngineFolders.run(data));
      removeFoldersOfPastStarts(EngineFolders.run(data));
      Path start =
          Folders.createPrivate(
              EngineFolders.run(data)
                  .resolve(ProcessHandle.current().pid() + "-" + System.nanoTime()));
      if (httpPort == 0) {
        httpPort = FreePort.find();
      }
      EngineConfiguration configuration = new EngineConfiguration(options, httpPort);
      Folders.writePrivate(start.resolve("config.xml"), configuration.config());
      Folders.writePrivate(start.resolve("users.xml"), configuration.users());
      Path output = start.resolve("engine.out");
      Process started =
          new ProcessBuilder(command(start))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ready = false;
      try {
        httpPort = awaitReady(started, start.resolve("ports"), output);
        ready = true;
      } finally {
        if (!ready) {
          ChildProcess.kill(started);
          Folders.delete(start);
        }
      }
      startFolder = start;
      return started;
    } catch (IOException e) {
      throw new EmbeddedStartException("Cannot start ClickHouse in " + data + ": " + e, e);
    }
  }

  private void removeFoldersOfPastStarts(Path run) throws IOException {
    try (DirectoryStream<Path> starts = Files.newDirectoryStream(run, "*-*")) {
      for (Path start : starts) {
        String name = start.getFileName().toString();
        long parent = Long.parseLong(name.substring(0, name.indexOf('-')));
        if (start.equals(startFolder) || ProcessHandle.of(parent).isEmpty()) {
          Folders.delete(start);
        }
      }
    }
  }

  private List<String> command(Path start) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-Xmx48m",
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-cp",
        classPath(),
        EngineMain.class.getName(),
        library.toString(),
        start.resolve("config.xml").toString(),
        EngineFolders.store(options.dataDirectory()).toString(),
        start.resolve("ports").toString(),
        EngineFolders.run(options.dataDirectory()).resolve("lock").toString());
  }

  /** The folder or jar this class was loaded from. */
  private static String classPath() {
    CodeSource source = EngineMain.class.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null || !location.getProtocol().equals("file")) {
      throw new EmbeddedStartException(
          "The embedded engine was loaded from "
              + location
              + " (expected: a folder or a jar file, not a jar within a jar)");
    }
    try {
      return Path.of(location.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new EmbeddedStartException("Not a path: " + location, e);
    }
  }

  private int awaitReady(Process started, Path ports, Path output) throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      while (System.nanoTime() < deadline) {
        if (started.waitFor(10, TimeUnit.MILLISECONDS)) {
          throw refused(started.exitValue(), output);
        }
        if (Files.exists(ports)) {
          int port = Integer.parseInt(Files.readString(ports).strip());
          if (answers(client, port)) {
            return port;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedStartException("Interrupted while ClickHouse was starting", e);
    }
    throw new EmbeddedStartException(
        "ClickHouse did not answer within "
            + START_LIMIT.toSeconds()
            + " s:\n"
            + Folders.tail(output, 15));
  }

  private static boolean answers(HttpClient client, int port) throws InterruptedException {
    try {
      HttpRequest ping =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ping"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return client.send(ping, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private EmbeddedStartException refused(int status, Path output) {
    Path data = options.dataDirectory();
    String said = Folders.tail(output, 15);
    if (status == EngineMain.FOLDER_IN_USE) {
      return new EmbeddedStartException(
          "The data folder "
              + data
              + " is "
              + said.strip()
              + ". Stop that one first, or choose another data folder.");
    }
    String port =
        said.contains("Address already in use")
            ? "Port " + httpPort + " on 127.0.0.1 is taken by another program.\n"
            : "";
    return new EmbeddedStartException(
        "ClickHouse ended while starting (status "
            + status
            + ").\n"
            + port
            + said
            + "  see "
            + EngineFolders.log(data));
  }
}
