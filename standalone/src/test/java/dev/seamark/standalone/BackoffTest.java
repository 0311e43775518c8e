package dev.seamark.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void after_doublesToAMaximumAndStartsAnewAfterGoodService() {
    Backoff backoff = new Backoff();
    Duration failure = Duration.ofSeconds(2);
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      assertThat(backoff.after(failure)).isEqualTo(Duration.ofSeconds(seconds));
    }
    assertThat(backoff.after(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.after(failure)).isEqualTo(Duration.ofSeconds(2));
  }
}
