package dev.seamark.query.status;

import dev.seamark.storage.clickhouse.StatementObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** How long statements take, by name and outcome: {@code seamark_clickhouse_query_seconds}. */
public final class StatementMeters implements StatementObserver {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final MeterRegistry meters;

  public StatementMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void ended(String name, Duration took, boolean succeeded) {
    Timer.builder("seamark.clickhouse.query")
        .description("Time from sending a statement to its last row")
        .tag("query", name)
        .tag("outcome", succeeded ? "success" : "failure")
        .serviceLevelObjectives(BUCKETS)
        .register(meters)
        .record(took);
  }
}
