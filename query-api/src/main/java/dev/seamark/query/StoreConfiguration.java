package dev.seamark.query;

import dev.seamark.cache.ApiKeyCacheSettings;
import dev.seamark.cache.CachingApiKeyReader;
import dev.seamark.core.log.LogReader;
import dev.seamark.core.metric.MetricReader;
import dev.seamark.core.trace.TraceReader;
import dev.seamark.core.workspace.ApiKeyReader;
import dev.seamark.query.status.StatementMeters;
import dev.seamark.query.status.StoreReadiness;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.log.ClickHouseLogReader;
import dev.seamark.storage.clickhouse.metric.ClickHouseMetricReader;
import dev.seamark.storage.clickhouse.trace.ClickHouseTraceReader;
import dev.seamark.storage.clickhouse.workspace.ClickHouseApiKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.actuate.health.ReactiveHealthIndicator;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

/** ClickHouse behind the ports: the one place that knows which store there is. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
  private static final Statement PROBE =
      Statement.of("probe", "SELECT 1 FROM trace_summaries LIMIT 0");

  @Bean(destroyMethod = "close")
  ClickHouse clickHouse(QueryProperties properties, MeterRegistry meters) {
    Duration timeout = properties.query().limits().maxExecutionTime();
    return ClickHouse.reader(
        properties.clickhouse().settings(timeout), new StatementMeters(meters));
  }

  @Bean(destroyMethod = "shutdownNow")
  ExecutorService blockingThreads() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }

  @Bean
  TraceReader traceReader(ClickHouse clickHouse, QueryProperties properties, Clock clock) {
    return new ClickHouseTraceReader(clickHouse, properties.query().limits(), clock);
  }

  @Bean
  LogReader logReader(ClickHouse clickHouse, QueryProperties properties, Clock clock) {
    return new ClickHouseLogReader(clickHouse, properties.query().limits(), clock);
  }

  @Bean
  MetricReader metricReader(ClickHouse clickHouse, QueryProperties properties, Clock clock) {
    return new ClickHouseMetricReader(clickHouse, properties.query().limits(), clock);
  }

  @Bean
  ApiKeyReader apiKeyReader(ClickHouse clickHouse, ExecutorService threads) {
    return new CachingApiKeyReader(
        new ClickHouseApiKeys(clickHouse), ApiKeyCacheSettings.USUAL, threads);
  }

  /** Its name is what the readiness group of {@code application.yml} includes. */
  @Bean
  ReactiveHealthIndicator store(
      ClickHouse clickHouse, ApplicationAvailability availability, ExecutorService threads) {
    return new StoreReadiness(
        () -> clickHouse.query(PROBE, RowInput::uint8),
        availability,
        Schedulers.fromExecutorService(threads, "health"));
  }
}
