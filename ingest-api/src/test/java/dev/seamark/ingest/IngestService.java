package dev.seamark.ingest;

import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.embedded.junit.RedisExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The service in this JVM, on a free port, with a key for everything. */
final class IngestService implements AutoCloseable {
  static final String SECRET = "sk-sm-test";

  private final ConfigurableApplicationContext context;

  private IngestService(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts the service and waits until it is ready.
   *
   * @param settings further ones, {@code name=value}
   */
  static IngestService start(
      ClickHouseExtension clickhouse, RedisExtension redis, String... settings) {
    IngestService service = launch(clickhouse, redis, settings);
    try (IngestClient client = service.client()) {
      Await.untilEqual(200, Duration.ofSeconds(60), () -> client.get("/health/ready").statusCode());
    }
    return service;
  }

  /** Starts the service without waiting. */
  static IngestService launch(
      ClickHouseExtension clickhouse, RedisExtension redis, String... settings) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.port=0");
    arguments.add("--server.address=127.0.0.1");
    arguments.add("--seamark.ingest.grpc.port=0");
    arguments.add("--seamark.ingest.grpc.address=127.0.0.1");
    arguments.add("--seamark.clickhouse.url=" + clickhouse.url());
    arguments.add("--seamark.clickhouse.database=" + clickhouse.database());
    arguments.add("--seamark.clickhouse.user=" + clickhouse.user());
    arguments.add("--seamark.clickhouse.password=" + clickhouse.password());
    arguments.add("--seamark.redis.url=" + redis.url());
    arguments.add("--seamark.ingest.bootstrap.public-key=pk-sm-test");
    arguments.add("--seamark.ingest.bootstrap.secret-key=" + SECRET);
    arguments.add("--seamark.ingest.bootstrap.scopes=INGEST,QUERY,ADMIN");
    for (String setting : settings) {
      arguments.add("--seamark.ingest." + setting);
    }
    return new IngestService(
        new SpringApplicationBuilder(IngestApplication.class)
            .registerShutdownHook(false)
            .run(arguments.toArray(String[]::new)));
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  int grpcPort() {
    return context.getBean(GrpcLifecycle.class).port();
  }

  IngestClient client() {
    return new IngestClient(port(), SECRET);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }
}
