package dev.seamark.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentDeathIT {
  private static final Credentials OWNER = new Credentials("seamark", "o");
  private static final Credentials READER = new Credentials("seamark_reader", "r");

  @Test
  void parentKilled_successorTakesOver(@TempDir Path folder) throws Exception {
    Process parent = startParent(folder);
    ProcessHandle engine;
    ProcessHandle redis;
    try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
      engine = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      redis = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      parent.destroyForcibly();
    }
    // The folders can be taken over at once: a start waits for the predecessor to end.
    try (EmbeddedClickHouse next = EmbeddedClickHouse.start(engineOptions(folder));
        EmbeddedRedis nextRedis = EmbeddedRedis.start(redisOptions(folder))) {
      assertThat(next.isAlive()).isTrue();
      assertThat(nextRedis.command("EXISTS key")).isEqualTo(":1");
    }
    engine.onExit().get(15, TimeUnit.SECONDS);
    redis.onExit().get(15, TimeUnit.SECONDS);
  }

  @Test
  void parentKilled_childrenEnd(@TempDir Path folder) throws Exception {
    Process parent = startParent(folder);
    try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
      ProcessHandle engine = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      ProcessHandle redis = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      parent.destroyForcibly();
      redis.onExit().get(15, TimeUnit.SECONDS);
      engine.onExit().get(15, TimeUnit.SECONDS);
    }
  }

  private static Process startParent(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Parent.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static ClickHouseOptions engineOptions(Path folder) {
    return ClickHouseOptions.of(folder.resolve("clickhouse"), OWNER, READER);
  }

  private static RedisOptions redisOptions(Path folder) {
    return RedisOptions.of(folder.resolve("redis")).withFsync(RedisOptions.Fsync.ALWAYS);
  }

  /** The JVM that is killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws InterruptedException {
      Path folder = Path.of(args[0]);
      try (EmbeddedClickHouse engine = EmbeddedClickHouse.start(engineOptions(folder));
          EmbeddedRedis redis = EmbeddedRedis.start(redisOptions(folder))) {
        redis.command("SET key value");
        System.out.println(engine.pid());
        System.out.println(redis.pid());
        engine.exited().join();
      }
    }
  }
}
