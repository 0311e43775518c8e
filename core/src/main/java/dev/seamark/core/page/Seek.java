package dev.seamark.core.page;

/**
 * Where a page begins in a sorted list.
 *
 * @param position sort values and tie-breaker of a row, which itself is not on the page
 */
public record Seek<P>(Direction direction, P position) {

  /** Which side of the position the page is on, in the list's own order. */
  public enum Direction {
    AFTER,
    BEFORE
  }

  public static <P> Seek<P> after(P position) {
    return new Seek<>(Direction.AFTER, position);
  }

  public static <P> Seek<P> before(P position) {
    return new Seek<>(Direction.BEFORE, position);
  }
}
