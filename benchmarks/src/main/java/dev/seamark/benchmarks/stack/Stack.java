package dev.seamark.benchmarks.stack;

import dev.seamark.embedded.EmbeddedRedis;
import dev.seamark.embedded.RedisOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Engine, Redis and ingest-api, started as the product starts them, on free ports. */
public final class Stack implements AutoCloseable {
  public static final String PUBLIC_KEY = "pk-sm-bench";
  public static final String SECRET_KEY = "sk-sm-bench-0123456789abcdef0123456789abcdef";

  private final Engine engine;
  private final EmbeddedRedis redis;
  private final Service ingest;
  private final Map<String, String> environment;

  private Stack(
      Engine engine, EmbeddedRedis redis, Service ingest, Map<String, String> environment) {
    this.engine = engine;
    this.redis = redis;
    this.ingest = ingest;
    this.environment = Map.copyOf(environment);
  }

  /** Starts all three in a folder; ingest-api migrates and makes the key. */
  public static Stack start(Path folder, boolean durable) throws IOException, InterruptedException {
    Engine engine = Engine.start(folder.resolve("clickhouse"), 1_500_000_000L, durable);
    EmbeddedRedis redis = null;
    boolean started = false;
    try {
      redis = EmbeddedRedis.start(RedisOptions.of(folder.resolve("redis")));
      Map<String, String> environment = new HashMap<>();
      environment.put("SEAMARK_CLICKHOUSE_URL", engine.url().toString());
      environment.put("SEAMARK_CLICKHOUSE_DATABASE", Engine.DATABASE);
      environment.put("SEAMARK_CLICKHOUSE_USER", engine.user());
      environment.put("SEAMARK_CLICKHOUSE_PASSWORD", engine.password());
      environment.put("SEAMARK_CLICKHOUSE_READER_USER", engine.readerUser());
      environment.put("SEAMARK_CLICKHOUSE_READER_PASSWORD", engine.readerPassword());
      environment.put("SEAMARK_REDIS_URL", redis.url().toString());
      environment.put("SEAMARK_BOOTSTRAP_PUBLIC_KEY", PUBLIC_KEY);
      environment.put("SEAMARK_BOOTSTRAP_SECRET_KEY", SECRET_KEY);
      environment.put("SEAMARK_CURSOR_SECRET", "bench-cursor-0123456789abcdef0123456789");
      Service ingest =
          Service.start("ingest-api", "SEAMARK_INGEST_PORT", "320m", environment, folder);
      started = true;
      return new Stack(engine, redis, ingest, environment);
    } finally {
      if (!started) {
        if (redis != null) {
          redis.close();
        }
        engine.close();
      }
    }
  }

  public Engine engine() {
    return engine;
  }

  public EmbeddedRedis redis() {
    return redis;
  }

  public Service ingest() {
    return ingest;
  }

  /** Adds query-api; the caller closes it. */
  public Service startQuery(Path folder) throws IOException, InterruptedException {
    return Service.start("query-api", "SEAMARK_QUERY_PORT", "256m", environment, folder);
  }

  @Override
  public void close() {
    ingest.close();
    redis.close();
    engine.close();
  }
}
