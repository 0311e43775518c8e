package dev.seamark.core.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a sorted list.
 *
 * @param items in the list's order, whichever way the page was reached
 * @param hasPrevious whether rows were seen before the first item
 * @param hasNext whether rows were seen after the last item
 */
public record Page<T>(List<T> items, boolean hasPrevious, boolean hasNext) {
  public Page {
    items = List.copyOf(items);
  }

  /**
   * The page of rows that were fetched away from where it begins: in the list's order, or in the
   * opposite one for a page before a position. A row more than the limit tells that the list goes
   * on; it is left out.
   */
  public static <T> Page<T> of(List<T> fetched, int limit, @Nullable Seek<?> seek) {
    boolean more = fetched.size() > limit;
    List<T> items = more ? fetched.subList(0, limit) : fetched;
    if (seek == null) {
      return new Page<>(items, false, more);
    }
    return switch (seek.direction()) {
      case AFTER -> new Page<>(items, !items.isEmpty(), more);
      case BEFORE -> new Page<>(items.reversed(), more, !items.isEmpty());
    };
  }

  /** The page with every item replaced. */
  public <R> Page<R> map(Function<? super T, ? extends R> change) {
    return new Page<>(items.stream().<R>map(change).toList(), hasPrevious, hasNext);
  }
}
