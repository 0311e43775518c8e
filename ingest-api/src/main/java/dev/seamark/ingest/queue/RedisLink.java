package dev.seamark.ingest.queue;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisReadOnlyException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis for callers on virtual threads. A command is sent at most once: what was
 * under way when the connection broke is not sent again after it is back, but reported as
 * uncertain. While Redis is away, commands fail at once.
 */
public final class RedisLink implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final long RETRY_CONNECT_NANOS = Duration.ofMillis(250).toNanos();

  private final ClientResources resources;
  private final RedisClient client;
  private final ReentrantLock connecting = new ReentrantLock();
  private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;
  private long lastAttemptNanos = System.nanoTime() - RETRY_CONNECT_NANOS;

  private RedisLink(ClientResources resources, RedisClient client) {
    this.resources = resources;
    this.client = client;
  }

  /** A link that connects when it is first used. */
  public static RedisLink to(String url) {
    ClientResources resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(
                Delay.exponential(
                    Duration.ofMillis(50), Duration.ofSeconds(1), 2, TimeUnit.MILLISECONDS))
            .build();
    RedisURI uri = RedisURI.create(url);
    uri.setTimeout(CONNECT_TIMEOUT);
    RedisClient client = RedisClient.create(resources, uri);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .replayFilter(_ -> true)
            .requestQueueSize(10_000)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
            .build());
    return new RedisLink(resources, client);
  }

  /**
   * Runs a script that answers with a number. Arguments are texts, numbers and byte arrays.
   *
   * @throws QueueFailure when there is no answer, or an error
   */
  long runForNumber(Script script, List<String> keys, Duration timeout, Object... arguments) {
    return this.<Long>run(script, ScriptOutputType.INTEGER, keys, timeout, arguments);
  }

  /** The same for a script that answers with a text. */
  String runForText(Script script, List<String> keys, Duration timeout, Object... arguments) {
    byte[] text = run(script, ScriptOutputType.VALUE, keys, timeout, arguments);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** The same for a script that answers with a list: of byte arrays, numbers and further lists. */
  List<Object> runForList(Script script, List<String> keys, Duration timeout, Object... arguments) {
    return run(script, ScriptOutputType.MULTI, keys, timeout, arguments);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // as Lettuce's own: the output type decides
  private <T> T run(
      Script script,
      ScriptOutputType output,
      List<String> keys,
      Duration timeout,
      Object[] arguments) {
    byte[][] values = new byte[arguments.length][];
    for (int i = 0; i < arguments.length; i++) {
      values[i] =
          arguments[i] instanceof byte[] bytes
              ? bytes
              : String.valueOf(arguments[i]).getBytes(StandardCharsets.UTF_8);
    }
    String[] names = keys.toArray(String[]::new);
    try {
      return call(redis -> redis.<T>evalsha(script.digest(), output, names, values), timeout);
    } catch (NoScript _) {
      return call(redis -> redis.<T>eval(script.text(), output, names, values), timeout);
    }
  }

  /**
   * Sends commands and waits for the answer.
   *
   * @throws QueueFailure when there is no answer, or an error
   */
  public <T> T call(
      Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command, Duration timeout) {
    RedisFuture<T> reply;
    try {
      reply = command.apply(connection().async());
    } catch (RedisException e) {
      throw QueueFailure.away("Redis is away: " + e.getMessage(), e);
    }
    return await(reply, timeout);
  }

  static <T> T await(RedisFuture<T> reply, Duration timeout) {
    try {
      return reply.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      reply.cancel(true);
      throw QueueFailure.uncertain("Redis has not answered within " + timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw QueueFailure.uncertain("interrupted while waiting for Redis", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    }
  }

  private static RuntimeException failure(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return switch (cause) {
      case RedisNoScriptException _ -> new NoScript();
      case RedisLoadingException _, RedisReadOnlyException _ ->
          QueueFailure.away("Redis refuses: " + message, cause);
      case RedisCommandExecutionException _ ->
          isRefusal(message)
              ? QueueFailure.away("Redis refuses: " + message, cause)
              : QueueFailure.uncertain("Redis failed: " + message, cause);
      default ->
          message.contains("Commands are rejected")
              ? QueueFailure.away("Redis is away: " + message, cause)
              : QueueFailure.uncertain("Redis failed: " + message, cause);
    };
  }

  /** Errors that Redis answers before it runs a command or script. */
  private static boolean isRefusal(String error) {
    // Redis looks for memory before a script's first write, and never again in the same script.
    return error.contains("OOM command not allowed")
        || error.startsWith("MISCONF")
        || error.startsWith("NOAUTH")
        || error.startsWith("WRONGPASS")
        || error.startsWith("NOPERM")
        || error.startsWith("MASTERDOWN")
        || error.startsWith("CLUSTERDOWN")
        || error.startsWith("BUSY ")
        || error.startsWith("NOREPLICAS");
  }

  /** Whether Redis answers now. */
  public boolean isUp(Duration timeout) {
    try {
      return "PONG".equals(call(RedisAsyncCommands::ping, timeout));
    } catch (QueueFailure _) {
      return false;
    }
  }

  private StatefulRedisConnection<String, byte[]> connection() {
    StatefulRedisConnection<String, byte[]> open = connection;
    if (open != null) {
      return open;
    }
    try {
      if (!connecting.tryLock(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RedisException("another request is connecting");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisException("interrupted while connecting", e);
    }
    try {
      open = connection;
      if (open == null) {
        if (System.nanoTime() - lastAttemptNanos < RETRY_CONNECT_NANOS) {
          throw new RedisException("no connection, tried a moment ago");
        }
        try {
          open = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
          connection = open;
        } finally {
          lastAttemptNanos = System.nanoTime();
        }
      }
      return open;
    } finally {
      connecting.unlock();
    }
  }

  @Override
  public void close() {
    client.shutdown(0, 1, TimeUnit.SECONDS);
    resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }

  /** Redis does not know the script's digest: it was restarted, or never saw it. */
  private static final class NoScript extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoScript() {
      super("NOSCRIPT", null, false, false);
    }
  }
}
