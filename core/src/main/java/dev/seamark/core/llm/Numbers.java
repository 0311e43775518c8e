package dev.seamark.core.llm;

import dev.seamark.core.span.AttributeValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Numbers as clients send them: integers, doubles or text. Negative ones are no values here. */
final class Numbers {
  private static final int MAX_DIGITS = 64;
  private static final BigDecimal MAX_COUNT = BigDecimal.valueOf(TokenUsage.MAX);
  private static final long MAX_WHOLE_DIGITS = 12;

  private Numbers() {}

  static Optional<Long> count(AttributeValue value) {
    return decimal(value).map(Numbers::toCount);
  }

  /** A member of parsed JSON; what is no number is no count. */
  static Optional<Long> countAt(Object member) {
    return member instanceof BigDecimal number && number.signum() >= 0
        ? Optional.of(toCount(number))
        : Optional.empty();
  }

  static Optional<BigDecimal> decimal(AttributeValue value) {
    Optional<BigDecimal> number =
        switch (value) {
          case AttributeValue.Int(long whole) -> Optional.of(BigDecimal.valueOf(whole));
          case AttributeValue.Real(double real) when Double.isFinite(real) ->
              Optional.of(BigDecimal.valueOf(real));
          case AttributeValue.Text(String text) -> parse(text.strip());
          case AttributeValue.Real _,
              AttributeValue.Bool _,
              AttributeValue.Empty _,
              AttributeValue.Bytes _,
              AttributeValue.Array _,
              AttributeValue.KeyValues _ ->
              Optional.empty();
        };
    return number.filter(decimal -> decimal.signum() >= 0);
  }

  /** A duration of so many units of {@code 10^exponent} nanoseconds. */
  static Optional<Duration> nanos(BigDecimal units, int exponent) {
    // Compared in digits first: the exponent is the client's, and a long conversion expands it.
    if ((long) units.precision() - units.scale() > MAX_WHOLE_DIGITS - (exponent - 6)) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(units.movePointRight(exponent).longValue()));
  }

  static long toCount(BigDecimal number) {
    if ((long) number.precision() - number.scale() > MAX_WHOLE_DIGITS + 1) {
      return TokenUsage.MAX;
    }
    return number.min(MAX_COUNT).longValue();
  }

  private static Optional<BigDecimal> parse(String text) {
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
