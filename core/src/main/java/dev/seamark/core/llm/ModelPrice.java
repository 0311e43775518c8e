package dev.seamark.core.llm;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The prices of the models whose name a pattern matches.
 *
 * @param pattern regular expression over the whole name, without case; {@code $date} stands for an
 *     optional release date ({@code -2024-08-06}, {@code -20240806}, {@code @20240806}, {@code
 *     -0806}) or {@code -latest}
 * @param periods one for each time the price changed
 */
public record ModelPrice(String pattern, List<Period> periods) {
  private static final int MAX_PATTERN_LENGTH = 512;
  private static final String DATE =
      "(?:[-@](?:\\\\d{4}-\\\\d{2}-\\\\d{2}|\\\\d{8}|\\\\d{6}|\\\\d{4}|latest|default))?";

  public ModelPrice {
    periods = periods.stream().sorted(Comparator.comparing(Period::from).reversed()).toList();
    if (periods.isEmpty()) {
      throw new IllegalArgumentException("periods: [] (expected: at least one)");
    }
    compile(pattern);
  }

  /**
   * Prices from a day on, until a later period begins.
   *
   * @param from in UTC; {@link LocalDate#MIN} for ever
   * @param tiers one without conditions, the usual price, and those that replace it under theirs
   */
  public record Period(LocalDate from, List<Tier> tiers) {
    public Period {
      tiers = List.copyOf(tiers);
      if (tiers.isEmpty()) {
        throw new IllegalArgumentException("tiers: [] (expected: at least one)");
      }
    }

    /** Of the tiers that hold, one of the call's service tier first, then the highest threshold. */
    Optional<Price> price(TokenUsage usage, @Nullable String serviceTier) {
      return tiers.stream()
          .filter(tier -> tier.serviceTier() == null || tier.serviceTier().equals(serviceTier))
          .filter(tier -> tier.inputAbove() == 0 || usage.input() > tier.inputAbove())
          .max(
              Comparator.<Tier, Boolean>comparing(tier -> tier.serviceTier() != null)
                  .thenComparingLong(Tier::inputAbove))
          .map(Tier::price);
    }
  }

  /**
   * A price and when it holds.
   *
   * @param inputAbove holds for calls with more input tokens than this; 0 for any number
   * @param serviceTier holds for calls served in this tier; {@code null} for those whose tier has
   *     no price of its own
   */
  public record Tier(long inputAbove, @Nullable String serviceTier, Price price) {}

  /**
   * @throws IllegalArgumentException when it is no regular expression or too long
   */
  static Pattern compile(String pattern) {
    if (pattern.isEmpty() || pattern.length() > MAX_PATTERN_LENGTH) {
      throw new IllegalArgumentException(
          "pattern: " + pattern.length() + " characters (expected: 1.." + MAX_PATTERN_LENGTH + ")");
    }
    try {
      return Pattern.compile(
          pattern.replaceAll("\\$date", DATE), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "pattern: '" + pattern + "' (expected: a regular expression)", e);
    }
  }
}
