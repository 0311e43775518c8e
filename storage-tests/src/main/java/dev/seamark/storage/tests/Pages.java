package dev.seamark.storage.tests;

import dev.seamark.core.page.Page;
import dev.seamark.core.page.Seek;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pages of a plain list. */
final class Pages {
  private Pages() {}

  static <T, P> Page<T> page(
      Stream<T> rows,
      Function<T, P> position,
      Comparator<P> order,
      int limit,
      @Nullable Seek<P> seek) {
    boolean back = seek != null && seek.direction() == Seek.Direction.BEFORE;
    Comparator<P> travel = back ? order.reversed() : order;
    List<T> fetched =
        rows.filter(row -> seek == null || travel.compare(position.apply(row), seek.position()) > 0)
            .sorted(Comparator.comparing(position, travel))
            .limit(limit + 1L)
            .toList();
    return Page.of(fetched, limit, seek);
  }
}
