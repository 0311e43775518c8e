package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.MetricKind;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.metric.MetricSeries;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import java.util.ArrayList;
import java.util.List;

/** The columns of {@code metric_samples}. */
final class SampleColumns {
  private static final int GAUGE = 0;
  private static final int DELTA = 1;
  private static final int CUMULATIVE = 2;
  private static final int SUM = 3;

  private final PointColumns point = new PointColumns();
  private final NumberColumn kind = NumberColumn.int8("kind");
  private final NumberColumns number = new NumberColumns();
  private final List<Column> all;

  SampleColumns() {
    List<Column> own = new ArrayList<>(number.all());
    own.add(kind);
    all = point.with(own);
  }

  List<Column> all() {
    return all;
  }

  int rows() {
    return point.rows();
  }

  void add(ApiKey owner, MetricPoint.Sample sample, long series) {
    point.add(owner, sample, series);
    kind.add(kind(sample.series()));
    number.add(sample.value());
  }

  private static int kind(MetricSeries series) {
    if (series.kind() != MetricKind.SUM) {
      return GAUGE;
    }
    return switch (series.temporality()) {
      case DELTA -> DELTA;
      case CUMULATIVE -> CUMULATIVE;
      case UNSPECIFIED -> SUM;
    };
  }
}
