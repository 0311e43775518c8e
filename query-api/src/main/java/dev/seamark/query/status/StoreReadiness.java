package dev.seamark.query.status;

import dev.seamark.core.error.SeamarkException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.ReactiveHealthIndicator;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Whether queries can be answered now: not stopping, and the tables can be read with the account we
 * have.
 */
public final class StoreReadiness implements ReactiveHealthIndicator {
  private static final Duration REMEMBER = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Mono<Health> health;

  /**
   * Makes an indicator.
   *
   * @param probe reads next to nothing, and throws when that fails
   */
  public StoreReadiness(
      Callable<?> probe, ApplicationAvailability availability, Scheduler blocking) {
    this.health =
        Mono.fromCallable(() -> look(probe, availability))
            .subscribeOn(blocking)
            .timeout(PATIENCE, Mono.fromSupplier(() -> away("no answer in " + PATIENCE)))
            // Probes come from several sides at once; the store is asked once a second.
            .cache(REMEMBER);
  }

  @Override
  public Mono<Health> health() {
    return health;
  }

  private static Health look(Callable<?> probe, ApplicationAvailability availability)
      throws Exception {
    if (availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC) {
      return Health.outOfService().withDetail("stopping", true).build();
    }
    try {
      var _ = probe.call();
      return Health.up().build();
    } catch (SeamarkException e) {
      return away(e.code().name());
    }
  }

  private static Health away(String reason) {
    return Health.outOfService().withDetail("store", reason).build();
  }
}
