package dev.seamark.core.llm;

/**
 * Money of one observation in {@link Dollars} units.
 *
 * @param total as told by the client, else {@code input + output}
 */
public record Cost(long input, long output, long total, Source source) {
  public static final Cost NONE = new Cost(0, 0, 0, Source.NONE);

  /** Who said what it costs. The ordinal is stored: append only. */
  public enum Source {
    NONE,
    CLIENT,
    WORKSPACE_PRICE,
    BUILT_IN_PRICE
  }

  public Cost {
    input = Math.clamp(input, 0, Dollars.MAX);
    output = Math.clamp(output, 0, Dollars.MAX);
    total = Math.clamp(total, 0, Dollars.MAX);
  }
}
