package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.ArrayColumn;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import java.util.List;

/** The columns of {@code metric_summaries}. */
final class SummaryColumns {
  private final PointColumns point = new PointColumns();
  private final NumberColumn count = NumberColumn.uint64("count");
  private final NumberColumn sum = NumberColumn.float64("sum");
  private final ArrayColumn<NumberColumn> quantiles =
      new ArrayColumn<>("quantiles", NumberColumn.float64("quantile"));
  private final ArrayColumn<NumberColumn> quantileValues =
      new ArrayColumn<>("quantile_values", NumberColumn.float64("value"));
  private final List<Column> all = point.with(List.of(count, sum, quantiles, quantileValues));

  List<Column> all() {
    return all;
  }

  int rows() {
    return point.rows();
  }

  void add(ApiKey owner, MetricPoint.Summary summary, long series) {
    point.add(owner, summary, series);
    count.add(summary.count());
    sum.add(summary.sum());
    for (MetricPoint.Quantile each : summary.quantiles()) {
      quantiles.elements().add(each.quantile());
      quantileValues.elements().add(each.value());
    }
    quantiles.endRow();
    quantileValues.endRow();
  }
}
