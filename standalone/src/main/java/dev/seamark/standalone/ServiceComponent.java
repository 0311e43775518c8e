package dev.seamark.standalone;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One of the two services in a JVM of its own.
 *
 * @see WatchedMain
 */
final class ServiceComponent implements Component {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration RECORDING_PATIENCE = Duration.ofMinutes(5);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);

  private final String name;
  private final ServiceProgram program;
  private final List<String> jvmOptions;
  private final Map<String, String> environment;
  private final URI address;
  private final Path log;
  private volatile @Nullable Process process;

  /**
   * @param address where the service will listen; its {@code /health/ready} says when it is ready
   * @param log the service's standard output; the former one is kept beside it
   */
  ServiceComponent(
      String name,
      ServiceProgram program,
      List<String> jvmOptions,
      Map<String, String> environment,
      URI address,
      Path log) {
    this.name = name;
    this.program = program;
    this.jvmOptions = List.copyOf(jvmOptions);
    this.environment = Map.copyOf(environment);
    this.address = address;
    this.log = log;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() {
    try {
      if (Files.exists(log)) {
        Files.move(
            log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
      ProcessBuilder builder =
          new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      Process started = builder.start();
      process = started;
      awaitReady(started);
    } catch (IOException e) {
      throw new StandaloneException("Cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public long pid() {
    Process present = process;
    return present == null ? 0 : present.pid();
  }

  @Override
  public CompletableFuture<Integer> exited() {
    Process present = process;
    return present == null
        ? CompletableFuture.completedFuture(0)
        : present.onExit().thenApply(Process::exitValue);
  }

  /** Closes the pipe, which the service takes as the request to drain and end. */
  @Override
  public void close() {
    Process present = process;
    if (present == null) {
      return;
    }
    try {
      present.getOutputStream().close();
    } catch (IOException e) {
      present.destroy();
    }
    try {
      Duration patience = program.recording() ? RECORDING_PATIENCE : STOP_PATIENCE;
      if (!present.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        present.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      present.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private List<String> command() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(program.jvmOptions());
    command.add("-cp");
    command.add(program.classPathText() + File.pathSeparator + watchLocation());
    command.add(WatchedMain.class.getName());
    command.add(program.mainClass());
    return command;
  }

  /**
   * What {@link WatchedMain} is loaded from: the folder of this module's classes, or the jar with
   * that class alone in {@code watch} beside this module's jar, whose manifest would bring along
   * every library of the supervisor.
   */
  private static Path watchLocation() throws IOException {
    Path own;
    try {
      own = Path.of(WatchedMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    return Files.isDirectory(own) ? own : ServiceProgram.onlyJar(own.resolveSibling("watch"));
  }

  private void awaitReady(Process started) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      while (System.nanoTime() < deadline) {
        if (started.waitFor(50, TimeUnit.MILLISECONDS)) {
          throw failure(name + " ended while starting (status " + started.exitValue() + ")");
        }
        if (isReady(client)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StandaloneException("Interrupted while " + name + " was starting", e);
    }
    started.destroyForcibly();
    throw failure(name + " was not ready within " + START_LIMIT.toSeconds() + " s");
  }

  private boolean isReady(HttpClient client) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(address.resolve("/health/ready"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private StandaloneException failure(String what) {
    StringBuilder text = new StringBuilder(what).append(". The end of ").append(log).append(":");
    try {
      List<String> lines = Files.readAllLines(log);
      lines
          .subList(Math.max(0, lines.size() - 15), lines.size())
          .forEach(line -> text.append("\n  ").append(line));
    } catch (IOException e) {
      text.append("\n  (cannot be read: ").append(e.getMessage()).append(')');
    }
    return new StandaloneException(text.toString(), null);
  }
}
