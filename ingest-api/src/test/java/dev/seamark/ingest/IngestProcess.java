package dev.seamark.ingest;

import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.embedded.junit.RedisExtension;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service in a JVM of its own, which can be killed at any instruction and started again. */
final class IngestProcess implements AutoCloseable {
  private final Map<String, String> environment = new HashMap<>();
  private final int port;
  private final File log;
  private Process process;

  IngestProcess(ClickHouseExtension clickhouse, RedisExtension redis, Map<String, String> more) {
    port = freePort();
    log = Path.of("target", "crash-ingest-api.log").toFile();
    environment.put("SEAMARK_BIND", "127.0.0.1");
    environment.put("SEAMARK_INGEST_PORT", Integer.toString(port));
    environment.put("SEAMARK_GRPC_PORT", "0");
    environment.put("SEAMARK_CLICKHOUSE_URL", clickhouse.url());
    environment.put("SEAMARK_CLICKHOUSE_DATABASE", clickhouse.database());
    environment.put("SEAMARK_CLICKHOUSE_USER", clickhouse.user());
    environment.put("SEAMARK_CLICKHOUSE_PASSWORD", clickhouse.password());
    environment.put("SEAMARK_REDIS_URL", redis.url());
    environment.put("SEAMARK_BOOTSTRAP_PUBLIC_KEY", "pk-sm-test");
    environment.put("SEAMARK_BOOTSTRAP_SECRET_KEY", IngestService.SECRET);
    environment.putAll(more);
    process = launch();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  int port() {
    return port;
  }

  synchronized void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  synchronized void restart() {
    kill();
    process = launch();
  }

  /** Asks it to stop, as a supervisor does, and returns its exit status. */
  synchronized int terminate() {
    process.destroy();
    return process.onExit().join().exitValue();
  }

  @Override
  public synchronized void close() {
    process.destroyForcibly();
  }

  private Process launch() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                IngestApplication.class.getName()));
    builder.environment().put("CLASSPATH", classPath);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
