package dev.seamark.query.http;

import org.jspecify.annotations.Nullable;

/**
 * The parameters {@code from} and {@code to}, nanoseconds since 1970.
 *
 * @param from inclusive; {@code null} when it is not given
 * @param to exclusive; {@code null} when it is not given
 */
public record TimeRange(@Nullable Long from, @Nullable Long to) {

  /**
   * Reads both.
   *
   * @throws ParameterException also when they are not in order
   */
  public static TimeRange of(Parameters parameters) {
    @Nullable Long from = parameters.epochNanos("from");
    @Nullable Long to = parameters.epochNanos("to");
    if (from != null && to != null && from >= to) {
      throw new ParameterException(
          "from",
          "from: "
              + parameters.text("from")
              + " (expected: before to, "
              + parameters.text("to")
              + ")");
    }
    return new TimeRange(from, to);
  }
}
