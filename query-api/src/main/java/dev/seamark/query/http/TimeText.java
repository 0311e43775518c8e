package dev.seamark.query.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Points in time and durations as they are written in requests and answers, to the nanosecond. */
public final class TimeText {
  static final String INSTANT =
      "RFC 3339 like 2026-11-20T12:00:00.123456789Z, or a number since 1970 with its unit:"
          + " 1763640000s, …ms, …us, …ns";
  static final String DURATION = "a duration like 150ms, 2s, 1.5s, 3m, 1h, or nanoseconds";

  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);
  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("(\\d{1,19}(?:\\.\\d{1,9})?)(ns|us|µs|ms|s|m|h|d)?");

  /** Numbers below this are seconds, milliseconds or microseconds that lack their unit. */
  private static final long LEAST_NANOS = 10_000_000_000_000_000L;

  private static final DateTimeFormatter NINE_DIGITS =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .appendPattern("HH:mm:ss")
          .appendLiteral('.')
          .appendPattern("nnnnnnnnn")
          .appendLiteral('Z')
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  private TimeText() {}

  /**
   * Nanoseconds since 1970 of RFC 3339 text, or of a number with its unit. A number without unit is
   * taken for nanoseconds when it can be one of this century.
   *
   * @throws IllegalArgumentException with what is expected as message
   */
  static Long epochNanos(String text) {
    Matcher number = NUMBER_AND_UNIT.matcher(text);
    if (number.matches()) {
      long nanos = nanos(number);
      if (number.group(2) == null && nanos != 0 && nanos < LEAST_NANOS) {
        throw new IllegalArgumentException(
            "a unit: " + text + "s, " + text + "ms or " + text + "us");
      }
      return nanos;
    }
    try {
      // A plus sign that was not escaped arrives as a space.
      Instant instant = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
      long nanos =
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
      if (nanos < 0) {
        throw new IllegalArgumentException("1970 to 2262");
      }
      return nanos;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(INSTANT, e);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("1970 to 2262", e);
    }
  }

  /**
   * Nanoseconds of a number with its unit; without one it counts nanoseconds.
   *
   * @throws IllegalArgumentException with what is expected as message
   */
  static Long nanos(String text) {
    Matcher number = NUMBER_AND_UNIT.matcher(text);
    if (!number.matches()) {
      throw new IllegalArgumentException(DURATION);
    }
    return nanos(number);
  }

  /** RFC 3339 in UTC with nine digits after the second. */
  public static String format(long epochNanos) {
    return NINE_DIGITS.format(
        Instant.ofEpochSecond(
            Math.floorDiv(epochNanos, 1_000_000_000L), Math.floorMod(epochNanos, 1_000_000_000L)));
  }

  private static long nanos(Matcher number) {
    String unit = number.group(2);
    long factor = unit == null ? 1 : UNITS.getOrDefault(unit, 1L);
    try {
      return new BigDecimal(number.group(1))
          .multiply(BigDecimal.valueOf(factor))
          .setScale(0, RoundingMode.UNNECESSARY)
          .longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("whole nanoseconds below 2^63", e);
    }
  }
}
