package dev.seamark.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis server in a child process, with an append-only file, on 127.0.0.1 only. It ends with this
 * JVM, even when this JVM is killed.
 *
 * <p>Redis does not watch its parent. So it is started through a shell that leaves a watcher behind
 * and then becomes Redis itself: when the pipe from this JVM ends without a word, the watcher sends
 * Redis SIGTERM. Should the watcher be gone as well, the next start on the folder finds the process
 * through its pid file, recognises it by the configuration file in its title, and stops it.
 */
public final class EmbeddedRedis implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  /** $$ is the shell's pid, which becomes Redis' own by exec. */
  private static final String WATCHED =
      "exec 3<&0; (read -r stand_down <&3 || kill -TERM $$) & exec \"$@\" 3<&- </dev/null";

  private final RedisOptions options;
  private final Path program;
  private final FolderLock lock;
  private Process process;
  private int port;

  private EmbeddedRedis(RedisOptions options, Path program, FolderLock lock) {
    this.options = options;
    this.program = program;
    this.lock = lock;
    this.port = options.port();
    this.process = launch();
  }

  /**
   * Starts Redis and waits until it has loaded its data and answers.
   *
   * @throws EmbeddedStartException with what to do about it
   */
  public static EmbeddedRedis start(RedisOptions options) {
    Path program = RedisBinary.locate();
    Path data = options.dataDirectory();
    try {
      Folders.createPrivate(data);
      FolderLock lock = FolderLock.take(data.resolve("lock"));
      if (lock == null) {
        throw new EmbeddedStartException(
            "The data folder "
                + data
                + " is in use by another Redis. Stop that one first, or choose another data"
                + " folder.");
      }
      try {
        return new EmbeddedRedis(options, program, lock);
      } catch (RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EmbeddedStartException("Cannot start Redis in " + data + ": " + e, e);
    }
  }

  public RedisOptions options() {
    return options;
  }

  public synchronized int port() {
    return port;
  }

  /** {@code redis://127.0.0.1:PORT}, with the password if there is one. */
  public URI url() {
    return URI.create(
        "redis://"
            + options.password().map(word -> ":" + word + "@").orElse("")
            + "127.0.0.1:"
            + port());
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

  /** Ends Redis as a crash would. */
  public synchronized void kill() {
    ChildProcess.kill(process);
  }

  /** Halts Redis where it stands, until {@link #resume}: connections stay open, nothing answers. */
  public synchronized void pause() {
    ChildProcess.signal(process, "STOP");
  }

  public synchronized void resume() {
    ChildProcess.signal(process, "CONT");
  }

  /** Starts Redis again on the same folder and port; stops it first if it runs. */
  public synchronized void restart() {
    stop();
    process = launch();
  }

  /** Stops Redis; its data is in the append-only file. Closing again changes nothing. */
  @Override
  public synchronized void close() {
    stop();
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("cannot release {}", options.dataDirectory(), e);
    }
  }

  /**
   * Runs commands, given in Redis' inline form, on one connection and returns the first line of the
   * last answer.
   */
  public String command(String... inline) {
    try (RedisConnection connection = new RedisConnection(port(), options.password())) {
      String answer = "";
      for (String each : inline) {
        answer = connection.command(each);
        if (answer.startsWith("-")) {
          throw new IllegalStateException(each + ": " + answer);
        }
      }
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException("Redis on port " + port() + " did not answer", e);
    }
  }

  private void stop() {
    if (process.isAlive()) {
      process.destroy();
      if (!ChildProcess.awaitExit(process, STOP_PATIENCE)) {
        ChildProcess.kill(process);
      }
    }
  }

  private Process launch() {
    Path data = options.dataDirectory();
    Path config = data.resolve("redis.conf");
    Path log = data.resolve("redis.log");
    try {
      stopOrphan(data);
      if (port == 0) {
        port = FreePort.find();
      }
      Folders.writePrivate(config, configuration());
      Process started =
          new ProcessBuilder(
                  List.of("/bin/sh", "-c", WATCHED, "redis", program.toString(), config.toString()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      Thread.ofVirtual().start(() -> tellWatcherToStandDown(started));
      boolean ready = false;
      try {
        awaitReady(started, log);
        ready = true;
      } finally {
        if (!ready) {
          ChildProcess.kill(started);
        }
      }
      return started;
    } catch (IOException e) {
      throw new EmbeddedStartException("Cannot start Redis in " + data + ": " + e, e);
    }
  }

  private String configuration() {
    return """
    bind 127.0.0.1
    protected-mode yes
    port %d
    databases 128
    dir "%s"
    daemonize no
    pidfile "%s"
    logfile ""
    proc-title-template "{title} {listen-addr} {config-file}"
    save ""
    appendonly yes
    appendfsync %s
    auto-aof-rewrite-percentage 100
    auto-aof-rewrite-min-size 64mb
    maxmemory %d
    maxmemory-policy noeviction
    %s
    """
        .formatted(
            port,
            options.dataDirectory(),
            pidFile(options.dataDirectory()),
            options.fsync().value(),
            options.maxMemoryBytes(),
            options.password().map(word -> "requirepass " + word).orElse(""));
  }

  private static Path pidFile(Path data) {
    return data.resolve("redis.pid");
  }

  /** With the folder's lock in our hands, a Redis that still runs on it has lost its parent. */
  private void stopOrphan(Path data) throws IOException {
    Path file = pidFile(data);
    if (!Files.exists(file)) {
      return;
    }
    long pid = Long.parseLong(Files.readString(file).strip());
    Optional<ProcessHandle> found = ProcessHandle.of(pid);
    if (found.isEmpty() || !title(pid).contains(data.resolve("redis.conf").toString())) {
      return;
    }
    ProcessHandle redis = found.get();
    LOG.info("stopping Redis process {}, whose parent is gone", pid);
    redis.destroy();
    if (!gone(redis, STOP_PATIENCE)) {
      redis.destroyForcibly();
      gone(redis, STOP_PATIENCE);
    }
  }

  /** The command line as Redis rewrote it, which {@link ProcessHandle} cannot read. */
  private static String title(long pid) throws IOException {
    Path file = Path.of("/proc", Long.toString(pid), "cmdline");
    if (Files.exists(file)) {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
    Process ps = new ProcessBuilder("ps", "-ww", "-o", "args=", "-p", Long.toString(pid)).start();
    return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static boolean gone(ProcessHandle handle, Duration limit) {
    try {
      handle.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Any line tells the watcher that Redis has ended and that its pid may soon be another's. */
  private static void tellWatcherToStandDown(Process redis) {
    redis.onExit().join();
    try (OutputStream pipe = redis.getOutputStream()) {
      pipe.write('\n');
    } catch (IOException e) {
      LOG.debug("the watcher had ended before", e);
    }
  }

  private void awaitReady(Process started, Path log) throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    try {
      while (System.nanoTime() < deadline) {
        if (started.waitFor(10, TimeUnit.MILLISECONDS)) {
          throw new EmbeddedStartException(
              "Redis ended while starting (status "
                  + started.exitValue()
                  + ").\n"
                  + Folders.tail(log, 8));
        }
        if (isListening(started) && answers()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedStartException("Interrupted while Redis was starting", e);
    }
    throw new EmbeddedStartException(
        "Redis did not answer within " + START_LIMIT.toSeconds() + " s:\n" + Folders.tail(log, 8));
  }

  /** Redis writes its pid once it has the port; before that another program may answer there. */
  private boolean isListening(Process started) throws IOException {
    Path file = pidFile(options.dataDirectory());
    return Files.exists(file)
        && Files.readString(file).strip().equals(Long.toString(started.pid()));
  }

  private boolean answers() {
    try (RedisConnection connection = new RedisConnection(port, options.password())) {
      return connection.command("PING").equals("+PONG");
    } catch (IOException e) {
      return false;
    }
  }
}
