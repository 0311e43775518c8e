package dev.seamark.ingest;

import dev.seamark.cache.WorkspacePrices;
import dev.seamark.core.ingest.EnvelopeCodec;
import dev.seamark.core.ingest.EnvelopeStore;
import dev.seamark.core.workspace.ApiKeyReader;
import dev.seamark.ingest.accept.DirectInsert;
import dev.seamark.ingest.accept.EnvelopeAcceptor;
import dev.seamark.ingest.accept.EnvelopeSink;
import dev.seamark.ingest.admin.QueueAdmin;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.body.MemoryBudget;
import dev.seamark.ingest.http.JsonCalls;
import dev.seamark.ingest.log.LogSignal;
import dev.seamark.ingest.metric.MetricSignal;
import dev.seamark.ingest.otlp.OtlpEnvironment;
import dev.seamark.ingest.otlp.OtlpGrpcServer;
import dev.seamark.ingest.otlp.OtlpRoutes;
import dev.seamark.ingest.otlp.OtlpSignal;
import dev.seamark.ingest.price.PriceAdmin;
import dev.seamark.ingest.queue.IngestQueue;
import dev.seamark.ingest.queue.QueueInspection;
import dev.seamark.ingest.queue.RedisLink;
import dev.seamark.ingest.span.TraceSignal;
import dev.seamark.ingest.start.Startup;
import dev.seamark.ingest.status.IngestReadiness;
import dev.seamark.ingest.status.QueueGauges;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.log.LogBlocks;
import dev.seamark.storage.clickhouse.metric.MetricBlocks;
import dev.seamark.storage.clickhouse.price.ClickHouseModelPrices;
import dev.seamark.storage.clickhouse.span.SpanBlocks;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** From a request to the queue, and what the service says about itself. */
@Configuration(proxyBeanMethods = false)
class IngestConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean(destroyMethod = "shutdownNow")
  ExecutorService blockingThreads() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }

  @Bean(destroyMethod = "dispose")
  Scheduler blockingScheduler(ExecutorService blockingThreads) {
    return Schedulers.fromExecutorService(blockingThreads, "blocking");
  }

  /** Accepting has a connection of its own: a batch on its way to a worker would hold it up. */
  @Bean(destroyMethod = "close")
  RedisLink acceptRedis(IngestProperties properties) {
    return RedisLink.to(properties.redis().url());
  }

  @Bean
  CircuitBreaker queueBreaker(CircuitBreakerRegistry breakers) {
    return breakers.circuitBreaker(
        "ingest-queue",
        CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(5)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(1))
            .permittedNumberOfCallsInHalfOpenState(3)
            .maxWaitDurationInHalfOpenState(Duration.ofSeconds(2))
            .build());
  }

  @Bean
  EnvelopeSink envelopeSink(
      RedisLink acceptRedis,
      CircuitBreaker queueBreaker,
      EnvelopeStore store,
      IngestProperties properties,
      MeterRegistry meters) {
    IngestProperties.Direct direct = properties.ingest().direct();
    return new EnvelopeAcceptor(
        new IngestQueue(acceptRedis, properties.ingest().queue(), queueBreaker),
        new DirectInsert(store, direct.concurrency(), direct.patience(), meters),
        EnvelopeCodec::encode,
        meters);
  }

  @Bean
  MemoryBudget requestMemory(IngestProperties properties, MeterRegistry meters) {
    MemoryBudget budget = new MemoryBudget(properties.ingest().memory().budgetBytes());
    Gauge.builder("seamark.ingest.request.memory", budget, MemoryBudget::usedBytes)
        .description("Bytes that requests in flight hold")
        .baseUnit("bytes")
        .register(meters);
    return budget;
  }

  @Bean
  TraceSignal traceSignal(SpanBlocks blocks, IngestProperties properties) {
    return new TraceSignal(attributes(properties), properties.ingest().spans(), blocks);
  }

  @Bean
  LogSignal logSignal(LogBlocks blocks, IngestProperties properties) {
    return new LogSignal(attributes(properties), properties.ingest().logs(), blocks);
  }

  @Bean
  MetricSignal metricSignal(MetricBlocks blocks, IngestProperties properties) {
    return new MetricSignal(attributes(properties), properties.ingest().metrics(), blocks);
  }

  private static AttributeMapper attributes(IngestProperties properties) {
    return new AttributeMapper(properties.ingest().attributes());
  }

  @Bean
  OtlpEnvironment otlpEnvironment(
      ApiKeyReader keys,
      EnvelopeSink sink,
      MemoryBudget memory,
      Scheduler blockingScheduler,
      IngestProperties properties,
      MeterRegistry meters,
      Clock clock) {
    return new OtlpEnvironment(
        keys,
        sink,
        properties.ingest().request(),
        memory,
        new Semaphore(properties.ingest().memory().processorCount()),
        blockingScheduler,
        meters,
        clock);
  }

  @Bean
  RouterFunction<ServerResponse> otlpRoutes(List<OtlpSignal> signals, OtlpEnvironment environment) {
    return OtlpRoutes.of(signals, environment);
  }

  @Bean
  GrpcLifecycle grpc(
      List<OtlpSignal> signals,
      OtlpEnvironment environment,
      ExecutorService blockingThreads,
      IngestReadiness readiness,
      IngestProperties properties,
      @Value("${spring.lifecycle.timeout-per-shutdown-phase}") Duration drain) {
    return new GrpcLifecycle(
        properties.ingest().grpc(),
        address ->
            OtlpGrpcServer.start(
                address, signals, environment, blockingThreads, readiness::isReady, drain));
  }

  @Bean
  QueueInspection queueInspection(RedisLink redis, IngestProperties properties) {
    return new QueueInspection(redis, properties.ingest().queue());
  }

  @Bean(destroyMethod = "close")
  QueueGauges queueGauges(QueueInspection inspection, MeterRegistry meters) {
    return new QueueGauges(inspection, Duration.ofSeconds(5), meters);
  }

  @Bean
  RouterFunction<ServerResponse> adminRoutes(
      QueueInspection inspection, JsonCalls calls, IngestProperties properties) {
    return new QueueAdmin(properties.ingest().queue().name(), inspection, calls).routes();
  }

  @Bean
  JsonCalls jsonCalls(ApiKeyReader keys, Scheduler blockingScheduler) {
    return new JsonCalls(keys, blockingScheduler);
  }

  @Bean
  RouterFunction<ServerResponse> priceRoutes(
      ClickHouseModelPrices stored, WorkspacePrices prices, JsonCalls calls) {
    return new PriceAdmin(stored, stored, prices::forget, calls).routes();
  }

  /** Named after the health group's member in {@code application.yml}. */
  @Bean
  IngestReadiness ingestHealthIndicator(
      Startup startup,
      RedisLink redis,
      ClickHouse clickHouse,
      ApplicationAvailability availability,
      Scheduler blockingScheduler) {
    return new IngestReadiness(
        startup, redis, clickHouse::isReachable, availability, blockingScheduler);
  }
}
