package dev.seamark.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.embedded.junit.RedisExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisIT {
  @RegisterExtension static final RedisExtension redis = RedisExtension.dedicated();

  @Test
  void kill_restartKeepsKeysAndPort() {
    EmbeddedRedis server = redis.server();
    int port = server.port();
    long before = server.pid();
    assertThat(server.command("SET kept value")).isEqualTo("+OK");

    server.kill();
    assertThat(server.isAlive()).isFalse();
    server.restart();

    assertThat(server.command("GET kept")).isEqualTo("$5");
    assertThat(server.port()).isEqualTo(port);
    assertThat(server.pid()).isNotEqualTo(before);
  }

  @Test
  void pause_nothingAnswersUntilResume() throws IOException {
    redis.server().pause();
    try (RedisConnection connection = new RedisConnection(redis.port(), Optional.empty())) {
      assertThatThrownBy(() -> connection.command("PING")).isInstanceOf(IOException.class);
      redis.server().resume();
      assertThat(connection.command("PING")).isEqualTo("+PONG");
    } finally {
      redis.server().resume();
    }
  }

  @Test
  void flush_leavesOtherDatabases() {
    redis.server().command("SELECT 99", "SET other 1");
    redis.flush();
    assertThat(redis.server().command("SELECT 99", "EXISTS other")).isEqualTo(":1");
  }

  @Test
  void full_refusesInsteadOfEvicting(@TempDir Path folder) {
    RedisOptions options = RedisOptions.of(folder).withMaxMemoryBytes(8_000_000);
    try (EmbeddedRedis small = EmbeddedRedis.start(options)) {
      small.command("SETRANGE first 6000000 x");
      assertThatThrownBy(
              () -> {
                small.command("SETRANGE second 6000000 x");
                small.command("SET third x");
              })
          .hasMessageContaining("OOM");
      assertThat(small.command("EXISTS first")).isEqualTo(":1");
    }
  }

  @Test
  void password_isAskedFor(@TempDir Path folder) throws IOException {
    RedisOptions options = RedisOptions.of(folder).withPassword("s3cret");
    try (EmbeddedRedis locked = EmbeddedRedis.start(options);
        RedisConnection without = new RedisConnection(locked.port(), Optional.empty())) {
      assertThat(without.command("PING")).startsWith("-NOAUTH");
      assertThat(locked.command("PING")).isEqualTo("+PONG");
      assertThat(locked.url()).hasToString("redis://:s3cret@127.0.0.1:" + locked.port());
    }
  }

  @Test
  void start_folderInUse() {
    Path folder = redis.server().options().dataDirectory();
    assertThatThrownBy(() -> EmbeddedRedis.start(RedisOptions.of(folder)))
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining("in use by another Redis");
  }

  @Test
  void start_portTaken(@TempDir Path folder) {
    RedisOptions options = RedisOptions.of(folder).withPort(redis.port());
    assertThatThrownBy(() -> EmbeddedRedis.start(options))
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining("Address already in use");
  }
}
