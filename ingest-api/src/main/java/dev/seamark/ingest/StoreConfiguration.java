package dev.seamark.ingest;

import dev.seamark.cache.ApiKeyCacheSettings;
import dev.seamark.cache.CachingApiKeyReader;
import dev.seamark.cache.WorkspacePrices;
import dev.seamark.core.ingest.EnvelopeStore;
import dev.seamark.core.llm.LlmMapping;
import dev.seamark.core.llm.PriceTable;
import dev.seamark.core.workspace.ApiKeyReader;
import dev.seamark.core.workspace.ApiKeySecret;
import dev.seamark.ingest.queue.RedisDurability;
import dev.seamark.ingest.queue.RedisLink;
import dev.seamark.ingest.queue.RedisLock;
import dev.seamark.ingest.start.Bootstrap;
import dev.seamark.ingest.start.KeysWhileStarting;
import dev.seamark.ingest.start.SchemaUpdate;
import dev.seamark.ingest.start.Startup;
import dev.seamark.ingest.worker.SharedSummaryLock;
import dev.seamark.migrations.MigrationSettings;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.ClickHouseSettings;
import dev.seamark.storage.clickhouse.ingest.ClickHouseEnvelopeStore;
import dev.seamark.storage.clickhouse.log.LogBlocks;
import dev.seamark.storage.clickhouse.metric.MetricBlocks;
import dev.seamark.storage.clickhouse.price.ClickHouseModelPrices;
import dev.seamark.storage.clickhouse.span.SpanBlocks;
import dev.seamark.storage.clickhouse.summary.TraceSummaries;
import dev.seamark.storage.clickhouse.workspace.ClickHouseApiKeys;
import dev.seamark.storage.clickhouse.workspace.ClickHouseWorkspaces;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** ClickHouse and Redis, what is stored there, and the steps that prepare them. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
  private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration LOCK_LIFE = Duration.ofSeconds(30);
  private static final Duration SUMMARY_PATIENCE = Duration.ofSeconds(20);

  /** Takes 8 MiB. */
  private static final int REMEMBERED_SERIES = 1 << 20;

  /** For locks and health: the queue's own connections stay free of them. */
  @Bean(destroyMethod = "close")
  RedisLink redis(IngestProperties properties) {
    return RedisLink.to(properties.redis().url());
  }

  @Bean(destroyMethod = "close")
  ClickHouse clickHouse(IngestProperties properties) {
    IngestProperties.ClickHouseAddress address = properties.clickhouse();
    ClickHouseSettings.Account owner =
        new ClickHouseSettings.Account(address.user(), address.password());
    return ClickHouse.writer(
        ClickHouseSettings.of(address.url(), address.database(), owner, owner));
  }

  @Bean
  EnvelopeStore envelopeStore(ClickHouse clickHouse, RedisLink redis, Clock clock) {
    RedisLock lock = new RedisLock(redis, "summaries", LOCK_LIFE, REDIS_TIMEOUT);
    TraceSummaries summaries =
        new TraceSummaries(clickHouse, new SharedSummaryLock(lock, SUMMARY_PATIENCE));
    return new ClickHouseEnvelopeStore(clickHouse, summaries, clock);
  }

  @Bean(destroyMethod = "close")
  SpanBlocks spanBlocks(Clock clock, WorkspacePrices prices) {
    return new SpanBlocks(clock, LlmMapping.builtIn(), prices);
  }

  @Bean
  ClickHouseModelPrices modelPrices(ClickHouse clickHouse) {
    return new ClickHouseModelPrices(clickHouse);
  }

  @Bean
  WorkspacePrices workspacePrices(ClickHouseModelPrices stored, ExecutorService blockingThreads) {
    return new WorkspacePrices(stored, PriceTable.builtIn(), blockingThreads);
  }

  @Bean(destroyMethod = "close")
  LogBlocks logBlocks() {
    return new LogBlocks(new SecureRandom());
  }

  @Bean(destroyMethod = "close")
  MetricBlocks metricBlocks() {
    return new MetricBlocks(REMEMBERED_SERIES);
  }

  @Bean
  ApiKeyReader apiKeyReader(
      ClickHouse clickHouse, Startup startup, ExecutorService blockingThreads) {
    return new CachingApiKeyReader(
        new KeysWhileStarting(new ClickHouseApiKeys(clickHouse), startup),
        ApiKeyCacheSettings.USUAL,
        blockingThreads);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  Startup startup(IngestProperties properties, ClickHouse clickHouse, RedisLink redis) {
    List<Startup.Step> steps = new ArrayList<>();
    IngestProperties.ClickHouseAddress address = properties.clickhouse();
    if (properties.ingest().migrate()) {
      MigrationSettings settings =
          new MigrationSettings(
              address.url(),
              address.database(),
              address.user(),
              address.password(),
              Optional.of(address.cluster()).filter(name -> !name.isBlank()));
      RedisLock lock = new RedisLock(redis, "migrations", LOCK_LIFE, REDIS_TIMEOUT);
      steps.add(new Startup.Step("migrating the schema", new SchemaUpdate(settings, lock)::run));
    }
    IngestProperties.Bootstrap key = properties.ingest().bootstrap();
    if (key.isWanted()) {
      Bootstrap bootstrap =
          new Bootstrap(
              new ClickHouseApiKeys(clickHouse),
              new ClickHouseWorkspaces(clickHouse),
              new ApiKeySecret(key.publicKey(), key.secretKey()),
              key.scopes(),
              key.retentionDays());
      steps.add(new Startup.Step("creating the first key", bootstrap::run));
    }
    Startup startup = new Startup(steps);
    startup.whenComplete(new RedisDurability(redis, REDIS_TIMEOUT)::check);
    return startup;
  }
}
