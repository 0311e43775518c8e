package dev.seamark.storage.clickhouse.read;

import dev.seamark.core.trace.TraceOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list's time range, searched by one statement: from inclusive, to exclusive, both in
 * nanoseconds since 1970.
 *
 * <p>The first window of a list is narrow, because the first page usually lies there and reading
 * costs what the window holds. While the page is not full, each window is six times as wide as the
 * one before, so that even an empty range ends after a dozen of statements.
 */
public record TimeWindow(long from, long to) {
  private static final long FIRST_WIDTH = Duration.ofMinutes(5).toNanos();
  private static final int GROWTH = 6;

  /**
   * Windows in the order in which they are searched; side by side, they are the whole range.
   *
   * @param from start of the range, inclusive
   * @param to end of the range, exclusive
   * @param now windows lie before it as far as they can; what is dated later is rare and belongs to
   *     the window that reaches it
   */
  public static List<TimeWindow> of(TraceOrder travel, long from, long to, long now) {
    return switch (travel) {
      case NEWEST_FIRST -> newestFirst(from, to, now);
      case OLDEST_FIRST -> oldestFirst(from, to, now);
    };
  }

  /**
   * Windows of a page of a list, in the order in which they are searched.
   *
   * @param from start of the range, inclusive; {@code null} when it has none
   * @param to end of the range, exclusive; {@code null} when it has none
   * @param position time of the row that the page begins next to, of which there may be more;
   *     {@code null} for the first page
   * @param oldest where rows begin, asked when nothing else says it; empty when there are none
   */
  public static List<TimeWindow> ofPage(
      TraceOrder travel,
      @Nullable Long from,
      @Nullable Long to,
      @Nullable Long position,
      Instant now,
      Supplier<Optional<Long>> oldest) {
    long nowEpochNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    long end = to == null ? Long.MAX_VALUE : to;
    if (travel == TraceOrder.NEWEST_FIRST) {
      long last = position == null ? end : Math.min(end, position + 1);
      return of(travel, from == null ? 0 : from, last, nowEpochNanos);
    }
    if (position != null) {
      long first = from == null ? position : Math.max(from, position);
      return of(travel, first, end, nowEpochNanos);
    }
    if (from != null) {
      return of(travel, from, end, nowEpochNanos);
    }
    return oldest.get().map(first -> of(travel, first, end, nowEpochNanos)).orElse(List.of());
  }

  private static List<TimeWindow> newestFirst(long from, long to, long now) {
    List<TimeWindow> windows = new ArrayList<>();
    long width = FIRST_WIDTH;
    long end = to;
    while (end > from) {
      long start = Math.max(from, Math.min(end, now) - width);
      windows.add(new TimeWindow(start, end));
      end = start;
      width *= GROWTH;
    }
    return windows;
  }

  private static List<TimeWindow> oldestFirst(long from, long to, long now) {
    List<TimeWindow> windows = new ArrayList<>();
    long width = FIRST_WIDTH;
    long start = from;
    while (start < to) {
      long end = now - start > width ? Math.min(to, start + width) : to;
      windows.add(new TimeWindow(start, end));
      start = end;
      width *= GROWTH;
    }
    return windows;
  }
}
