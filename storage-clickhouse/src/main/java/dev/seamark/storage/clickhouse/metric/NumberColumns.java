package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.MetricNumber;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import java.util.List;

/**
 * The columns of a number that may be an integer: the nearest floating point number, and what an
 * integer beyond 2^53 loses by that.
 */
final class NumberColumns {
  private final NumberColumn value = NumberColumn.float64("value");
  private final NumberColumn isInt = NumberColumn.bool("is_int");
  private final NumberColumn intRest = NumberColumn.int64("int_rest");

  List<Column> all() {
    return List.of(value, isInt, intRest);
  }

  void add(MetricNumber number) {
    double nearest = number.toDouble();
    value.add(nearest);
    switch (number) {
      case MetricNumber.Int(long exact) -> {
        isInt.add(true);
        intRest.add(exact - (long) nearest);
      }
      case MetricNumber.Real _ -> {
        isInt.add(false);
        intRest.add(0L);
      }
    }
  }

  /** The number that was added. */
  static MetricNumber read(double value, boolean isInt, long intRest) {
    return isInt ? new MetricNumber.Int((long) value + intRest) : new MetricNumber.Real(value);
  }
}
