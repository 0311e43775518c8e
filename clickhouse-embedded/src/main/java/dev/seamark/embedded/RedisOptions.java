package dev.seamark.embedded;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How an embedded Redis is started.
 *
 * @param dataDirectory the append-only file and the files of the running process lie below it
 * @param port the port on 127.0.0.1, 0 for a free one
 * @param maxMemoryBytes beyond it writes are refused; nothing is ever evicted
 * @param fsync when the append-only file is forced to disk
 * @param password asked of every client if present
 */
public record RedisOptions(
    Path dataDirectory, int port, long maxMemoryBytes, Fsync fsync, Optional<String> password) {

  /** Redis' {@code appendfsync}. */
  public enum Fsync {
    /**
     * Once a second. A power cut may take the last second; and since Redis answers without writing
     * while it waits for the disk, a crash of Redis may take what it answered in that time.
     */
    EVERY_SECOND("everysec"),
    /** Before every answer: what was answered survives both. Commands under way share one. */
    ALWAYS("always");

    private final String value;

    Fsync(String value) {
      this.value = value;
    }

    String value() {
      return value;
    }
  }

  public RedisOptions {
    dataDirectory = dataDirectory.toAbsolutePath().normalize();
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
    }
    if (maxMemoryBytes < 8_000_000) {
      throw new IllegalArgumentException(
          "maxMemoryBytes: " + maxMemoryBytes + " (expected: at least 8000000)");
    }
    Objects.requireNonNull(fsync, "fsync");
    if (password.isPresent() && !password.get().matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException("password: *** (expected: letters, digits, _, -)");
    }
  }

  /** 256 MB on a free port without a password, forced to disk before every answer. */
  public static RedisOptions of(Path dataDirectory) {
    return new RedisOptions(dataDirectory, 0, 256_000_000, Fsync.ALWAYS, Optional.empty());
  }

  public RedisOptions withPort(int value) {
    return new RedisOptions(dataDirectory, value, maxMemoryBytes, fsync, password);
  }

  public RedisOptions withMaxMemoryBytes(long value) {
    return new RedisOptions(dataDirectory, port, value, fsync, password);
  }

  public RedisOptions withFsync(Fsync value) {
    return new RedisOptions(dataDirectory, port, maxMemoryBytes, value, password);
  }

  public RedisOptions withPassword(String value) {
    return new RedisOptions(dataDirectory, port, maxMemoryBytes, fsync, Optional.of(value));
  }

  @Override
  public String toString() {
    return "RedisOptions[dataDirectory=" + dataDirectory + ", port=" + port + "]";
  }
}
