package dev.seamark.ingest.status;

import dev.seamark.ingest.queue.RedisLink;
import dev.seamark.ingest.start.Startup;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.ReactiveHealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Whether requests can be accepted now: started, not stopping, and the queue or the store is there.
 * One of the two is enough.
 */
public final class IngestReadiness implements ReactiveHealthIndicator {
  private static final Duration REDIS_TIMEOUT = Duration.ofMillis(300);
  private static final Duration REMEMBER = Duration.ofSeconds(1);

  private final Mono<Health> health;

  public IngestReadiness(
      Startup startup,
      RedisLink redis,
      BooleanSupplier clickhouse,
      ApplicationAvailability availability,
      Scheduler blocking) {
    this.health =
        Mono.fromCallable(() -> look(startup, redis, clickhouse, availability))
            .subscribeOn(blocking)
            // Probes come from several sides at once; the stores are asked once a second.
            .cache(REMEMBER);
  }

  @Override
  public Mono<Health> health() {
    return health;
  }

  /** Waits for the stores' answers, if they were not asked just now. */
  public boolean isReady() {
    return health.map(answer -> answer.getStatus().equals(Status.UP)).blockOptional().orElse(false);
  }

  private static Health look(
      Startup startup,
      RedisLink redis,
      BooleanSupplier clickhouse,
      ApplicationAvailability availability) {
    boolean stopping = availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC;
    boolean redisUp = redis.isUp(REDIS_TIMEOUT);
    boolean clickhouseUp = clickhouse.getAsBoolean();
    boolean ready = startup.isComplete() && !stopping && (redisUp || clickhouseUp);
    return (ready ? Health.up() : Health.outOfService())
        .withDetail("startup", startup.state())
        .withDetail("stopping", stopping)
        .withDetail("redis", redisUp ? "up" : "down")
        .withDetail("clickhouse", clickhouseUp ? "up" : "down")
        .build();
  }
}
