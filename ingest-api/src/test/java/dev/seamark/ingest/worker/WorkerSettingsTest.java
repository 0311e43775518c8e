package dev.seamark.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(1);

  @Test
  void linger_calmQueue_short() {
    assertThat(settings(SHORT, LONG).linger(9_999)).isEqualTo(SHORT);
  }

  @Test
  void linger_busyQueue_long() {
    assertThat(settings(SHORT, LONG).linger(10_000)).isEqualTo(LONG);
  }

  @Test
  void linger_longestShorterThanUsual_usual() {
    assertThat(settings(LONG, SHORT).linger(10_000)).isEqualTo(LONG);
  }

  private static WorkerSettings settings(Duration linger, Duration maxLinger) {
    return new WorkerSettings(
        true,
        2,
        5_000,
        100_000,
        16_000_000,
        linger,
        maxLinger,
        Duration.ofMillis(100),
        Duration.ofSeconds(5),
        0,
        3,
        Duration.ofMillis(500),
        Duration.ofSeconds(15),
        Duration.ofSeconds(15));
  }
}
