package dev.seamark.storage.clickhouse.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.trace.TraceOrder;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimeWindowTest {
  private static final long NOW = 1_700_000_000_000_000_000L;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  @Test
  void of_newestFirst_beginsNarrowAndReachesTheFuture() {
    List<TimeWindow> windows = TimeWindow.of(TraceOrder.NEWEST_FIRST, 0, Long.MAX_VALUE, NOW);
    assertThat(windows.get(0)).isEqualTo(new TimeWindow(NOW - 5 * MINUTE, Long.MAX_VALUE));
    assertThat(windows.get(1)).isEqualTo(new TimeWindow(NOW - 35 * MINUTE, NOW - 5 * MINUTE));
    assertThat(windows).hasSizeLessThan(12);
  }

  @Test
  void of_newestFirst_rangeInThePast() {
    assertThat(TimeWindow.of(TraceOrder.NEWEST_FIRST, 100, 200, NOW))
        .containsExactly(new TimeWindow(100, 200));
  }

  @Test
  void of_oldestFirst_endsWithAllThatIsDatedLater() {
    long from = NOW - 100 * MINUTE;
    assertThat(TimeWindow.of(TraceOrder.OLDEST_FIRST, from, Long.MAX_VALUE, NOW))
        .containsExactly(
            new TimeWindow(from, from + 5 * MINUTE),
            new TimeWindow(from + 5 * MINUTE, from + 35 * MINUTE),
            new TimeWindow(from + 35 * MINUTE, Long.MAX_VALUE));
  }

  @ParameterizedTest
  @EnumSource
  void of_emptyRange(TraceOrder travel) {
    assertThat(TimeWindow.of(travel, 200, 200, NOW)).isEmpty();
    assertThat(TimeWindow.of(travel, 201, 200, NOW)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void of_anyRange_isCoveredOnce(TraceOrder travel) {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      long from = random.nextLong(NOW + 1000 * MINUTE);
      long to = random.nextBoolean() ? Long.MAX_VALUE : random.nextLong(from, Long.MAX_VALUE);
      List<TimeWindow> windows = TimeWindow.of(travel, from, to, NOW);
      List<TimeWindow> ascending = travel == TraceOrder.OLDEST_FIRST ? windows : windows.reversed();
      long reached = from;
      for (TimeWindow window : ascending) {
        assertThat(window.from()).isEqualTo(reached);
        assertThat(window.to()).isGreaterThan(window.from());
        reached = window.to();
      }
      assertThat(reached).isEqualTo(to);
      assertThat(windows).hasSizeLessThan(13);
    }
  }
}
