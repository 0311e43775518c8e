package dev.seamark.storage.clickhouse.metric;

import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a distribution's count and of what a client may add to it. */
final class StatisticsColumns {
  static final int HAS_SUM = 1;
  static final int HAS_MIN = 2;
  static final int HAS_MAX = 4;

  private final NumberColumn count = NumberColumn.uint64("count");
  private final NumberColumn present = NumberColumn.uint8("present");
  private final NumberColumn sum = NumberColumn.float64("sum");
  private final NumberColumn min = NumberColumn.float64("min");
  private final NumberColumn max = NumberColumn.float64("max");

  List<Column> all() {
    return List.of(count, present, sum, min, max);
  }

  void add(long total, @Nullable Double sumOf, @Nullable Double minOf, @Nullable Double maxOf) {
    count.add(total);
    present.add(
        (sumOf == null ? 0L : HAS_SUM)
            | (minOf == null ? 0L : HAS_MIN)
            | (maxOf == null ? 0L : HAS_MAX));
    sum.add(sumOf == null ? 0.0 : sumOf);
    min.add(minOf == null ? 0.0 : minOf);
    max.add(maxOf == null ? 0.0 : maxOf);
  }
}
