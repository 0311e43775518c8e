package dev.seamark.core.llm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * Money as a whole number of 10<sup>-12</sup> US dollars in a {@code long}.
 *
 * <p>Prices are told per million tokens with up to six decimals, so the price of one token is a
 * whole number of these units and a cost is an exact product: sums do not depend on their order, as
 * they would with doubles. A {@code long} is also bit for bit what the store keeps in a {@code
 * Decimal(18, 12)}, and costs no allocation as a {@code BigDecimal} would.
 */
public final class Dollars {
  /** One dollar. */
  public static final long ONE = 1_000_000_000_000L;

  /** 999,999.999999999999 dollars: the largest amount of 18 digits. Larger ones are cut to it. */
  public static final long MAX = 999_999_999_999_999_999L;

  private static final int SCALE = 12;
  private static final int WHOLE_DIGITS = 6;

  private Dollars() {}

  /** Nothing for a negative amount; rounded half even when it has more than twelve decimals. */
  public static OptionalLong of(BigDecimal dollars) {
    if (dollars.signum() < 0) {
      return OptionalLong.empty();
    }
    // Compared in digits first: rescaling 1e999999999 would fill the heap.
    long wholeDigits = (long) dollars.precision() - dollars.scale();
    if (dollars.signum() == 0 || wholeDigits < -SCALE) {
      return OptionalLong.of(0);
    }
    if (wholeDigits > WHOLE_DIGITS) {
      return OptionalLong.of(MAX);
    }
    long units =
        dollars.setScale(SCALE, RoundingMode.HALF_EVEN).movePointRight(SCALE).longValueExact();
    return OptionalLong.of(Math.min(units, MAX));
  }

  /** Nothing for a negative amount and for what is no number. */
  public static OptionalLong of(double dollars) {
    return Double.isFinite(dollars) ? of(BigDecimal.valueOf(dollars)) : OptionalLong.empty();
  }

  /** The amount as a decimal of scale 12. */
  public static BigDecimal toDecimal(long units) {
    return BigDecimal.valueOf(units, SCALE);
  }

  static long times(long tokens, long unitsPerToken) {
    if (tokens <= 0 || unitsPerToken <= 0) {
      return 0;
    }
    return unitsPerToken > MAX / tokens ? MAX : tokens * unitsPerToken;
  }

  static long plus(long left, long right) {
    return Math.min(left + right, MAX);
  }
}
