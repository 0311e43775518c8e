package dev.seamark.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The engine's shared library in the user's cache folder, fetched once by the npm client.
 *
 * <p>Any number of processes may ask at once: the first one fetches under a file lock into a folder
 * beside the final one and renames it, so a library that can be seen is whole.
 */
final class EngineLibrary {
  static final String EXTERNAL =
      "To use a ClickHouse server of your own instead, set SEAMARK_CLICKHOUSE_URL (for example"
          + " http://127.0.0.1:8123) with SEAMARK_CLICKHOUSE_USER and SEAMARK_CLICKHOUSE_PASSWORD.";

  private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();
  private static final Duration FETCH_LIMIT = Duration.ofMinutes(15);

  private final Path cache;
  private final EnginePackage enginePackage;
  private final String npm;
  private final Consumer<String> progress;

  EngineLibrary(Path cache, EnginePackage enginePackage, String npm, Consumer<String> progress) {
    this.cache = cache;
    this.enginePackage = enginePackage;
    this.npm = npm;
    this.progress = progress;
  }

  /** The library's path, fetched first if it is not there. */
  Path locate() {
    Path library = home().resolve("libchdb.so");
    if (Files.exists(library)) {
      return library;
    }
    IN_THIS_JVM.lock();
    try {
      Files.createDirectories(cache);
      try (FileChannel channel =
          FileChannel.open(
              cache.resolve(enginePackage.folder() + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE)) {
        lock(channel);
        if (!Files.exists(library)) {
          fetch();
        }
        return library;
      }
    } catch (IOException e) {
      throw new EmbeddedStartException(
          "Cannot store the ClickHouse engine in "
              + cache
              + ": "
              + e
              + ". SEAMARK_CACHE_DIR names another folder (about 600 MB are needed).",
          e);
    } finally {
      IN_THIS_JVM.unlock();
    }
  }

  private Path home() {
    return cache.resolve(enginePackage.folder());
  }

  /** Closing the channel gives the lock back. */
  private void lock(FileChannel channel) throws IOException {
    FileLock lock = channel.tryLock();
    if (lock == null) {
      progress.accept("waiting for another process that fetches the ClickHouse engine");
      lock = channel.lock();
    }
    if (!lock.isValid()) {
      throw new IOException("lock lost");
    }
  }

  private void fetch() throws IOException {
    Path work = Files.createTempDirectory(cache, "fetch-");
    try {
      progress.accept(
          "fetching the ClickHouse engine "
              + enginePackage.coordinates()
              + " (178 MB, once) into "
              + cache);
      runNpm(work);
      Path packed = packed(work);
      EngineTarball.verify(packed, enginePackage);
      progress.accept("package verified, unpacking");
      Path unpacked = Files.createDirectory(work.resolve("unpacked"));
      EngineTarball.unpackLibrary(packed, unpacked.resolve("libchdb.so"));
      Files.move(unpacked, home(), StandardCopyOption.ATOMIC_MOVE);
      progress.accept("the ClickHouse engine is ready in " + home());
    } finally {
      Folders.delete(work);
    }
  }

  private void runNpm(Path work) throws IOException {
    Path log = work.resolve("npm.log");
    ProcessBuilder command =
        new ProcessBuilder(
                npm,
                "pack",
                enginePackage.coordinates(),
                "--pack-destination",
                work.toString(),
                "--loglevel=error",
                "--update-notifier=false")
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Process process;
    try {
      process = command.start();
    } catch (IOException e) {
      throw new EmbeddedStartException(
          "The embedded ClickHouse engine is fetched by npm, and npm cannot be run ("
              + e.getMessage()
              + "). Install Node.js with npm. "
              + EXTERNAL,
          e);
    }
    await(process);
    if (process.exitValue() != 0) {
      throw new EmbeddedStartException(
          "npm could not fetch "
              + enginePackage.coordinates()
              + " (exit status "
              + process.exitValue()
              + "). Is the network there?\n"
              + Folders.tail(log, 12)
              + EXTERNAL);
    }
  }

  private void await(Process process) {
    long start = System.nanoTime();
    try {
      while (!process.waitFor(5, TimeUnit.SECONDS)) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        if (elapsed.compareTo(FETCH_LIMIT) > 0) {
          throw new EmbeddedStartException(
              "npm did not finish within " + FETCH_LIMIT.toMinutes() + " minutes. " + EXTERNAL);
        }
        progress.accept("still fetching, " + elapsed.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedStartException("Interrupted while fetching the ClickHouse engine", e);
    } finally {
      process.destroy();
    }
  }

  private static Path packed(Path work) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(work, "*.tgz")) {
      List<Path> paths = new ArrayList<>();
      found.forEach(paths::add);
      if (paths.size() != 1) {
        throw new EmbeddedStartException("npm wrote " + paths + " (expected: one package)");
      }
      return paths.getFirst();
    } catch (DirectoryIteratorException e) {
      throw new UncheckedIOException(e.getCause());
    }
  }
}
