package dev.seamark.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 0",
    "2025-11-20T12:00:00Z, 1763640000000000000",
    "2025-11-20T12:00:00.123456789Z, 1763640000123456789",
    "2025-11-20T12:00:00.5z, 1763640000500000000",
    "2025-11-20T13:00:00+01:00, 1763640000000000000",
    "2025-11-20T13:00:00 01:00, 1763640000000000000",
    "1763640000s, 1763640000000000000",
    "1763640000.5s, 1763640000500000000",
    "1763640000123ms, 1763640000123000000",
    "1763640000123456us, 1763640000123456000",
    "1763640000123456789ns, 1763640000123456789",
    "1763640000123456789, 1763640000123456789",
    "0, 0"
  })
  void epochNanos_forms(String text, long nanos) {
    assertThat(TimeText.epochNanos(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "-1s",
        "1763640000",
        "1763640000123",
        "2025-11-20",
        "2025-11-20T12:00:00",
        "2025-13-20T12:00:00Z",
        "1969-12-31T23:59:59Z",
        "2262-04-12T00:00:00Z",
        "9999999999999999999ns",
        "0.5ns",
        "1e9s"
      })
  void epochNanos_refused(String text) {
    assertThatThrownBy(() -> TimeText.epochNanos(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("null");
  }

  @ParameterizedTest
  @CsvSource({
    "150ms, 150000000",
    "2s, 2000000000",
    "1.5s, 1500000000",
    "3m, 180000000000",
    "1h, 3600000000000",
    "1d, 86400000000000",
    "7us, 7000",
    "7µs, 7000",
    "7ns, 7",
    "7, 7"
  })
  void nanos_units(String text, long nanos) {
    assertThat(TimeText.nanos(text)).isEqualTo(nanos);
  }

  @Test
  void format_nineDigits() {
    assertThat(TimeText.format(0)).isEqualTo("1970-01-01T00:00:00.000000000Z");
    assertThat(TimeText.format(1_763_640_000_000_000_001L))
        .isEqualTo("2025-11-20T12:00:00.000000001Z");
    assertThat(TimeText.format(Long.MAX_VALUE)).isEqualTo("2262-04-11T23:47:16.854775807Z");
    assertThat(TimeText.format(-1)).isEqualTo("1969-12-31T23:59:59.999999999Z");
  }

  @Test
  void format_canBeReadBack() {
    for (long nanos : new long[] {0, 1, 999_999_999, 1_763_640_000_123_456_789L, Long.MAX_VALUE}) {
      assertThat(TimeText.epochNanos(TimeText.format(nanos))).isEqualTo(nanos);
    }
  }
}
