package dev.seamark.core.metric;

/**
 * What a point adds to: nothing before it, or everything since the start. In the order of OTLP's
 * wire numbers 0 to 2.
 */
public enum Temporality {
  /** Of gauges and summaries, which have none. */
  UNSPECIFIED,
  DELTA,
  CUMULATIVE;

  private static final Temporality[] BY_NUMBER = values();

  /**
   * The temporality of a wire number; a number of a later specification is {@link #UNSPECIFIED}.
   */
  public static Temporality of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNSPECIFIED;
  }
}
