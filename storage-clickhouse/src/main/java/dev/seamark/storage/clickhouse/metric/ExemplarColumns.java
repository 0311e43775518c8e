package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.Exemplar;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.FixedStringColumn;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import dev.seamark.storage.clickhouse.block.StringColumn;
import dev.seamark.storage.clickhouse.block.UuidColumn;
import dev.seamark.storage.clickhouse.otlp.OtlpJson;
import java.util.ArrayList;
import java.util.List;

/** The columns of {@code metric_exemplars}. */
final class ExemplarColumns {
  private final UuidColumn workspaceId = new UuidColumn("workspace_id");
  private final UuidColumn projectId = new UuidColumn("project_id");
  private final StringColumn metricName = new StringColumn("metric_name");
  private final NumberColumn seriesId = NumberColumn.uint64("series_id");
  private final NumberColumn time = NumberColumn.nanoseconds("time");
  private final NumberColumn pointTime = NumberColumn.nanoseconds("point_time");
  private final NumberColumns number = new NumberColumns();
  private final FixedStringColumn traceId = new FixedStringColumn("trace_id", 16);
  private final FixedStringColumn spanId = new FixedStringColumn("span_id", 8);
  private final StringColumn filteredAttributes = new StringColumn("filtered_attributes");
  private final NumberColumn retentionDays = NumberColumn.uint16("retention_days");
  private final List<Column> all;
  private final OtlpJson json;

  ExemplarColumns(OtlpJson json) {
    this.json = json;
    List<Column> columns =
        new ArrayList<>(
            List.of(
                workspaceId,
                projectId,
                metricName,
                seriesId,
                time,
                pointTime,
                traceId,
                spanId,
                filteredAttributes,
                retentionDays));
    columns.addAll(number.all());
    all = List.copyOf(columns);
  }

  List<Column> all() {
    return all;
  }

  int rows() {
    return workspaceId.rows();
  }

  void add(ApiKey owner, MetricPoint point, long series) {
    for (Exemplar exemplar : point.exemplars()) {
      workspaceId.add(owner.workspaceId().value());
      projectId.add(owner.projectId().value());
      metricName.add(point.series().name());
      seriesId.add(series);
      time.add(exemplar.epochNanos());
      pointTime.add(point.epochNanos());
      number.add(exemplar.value());
      if (exemplar.traceId() == null) {
        traceId.add(0, 0);
      } else {
        traceId.add(exemplar.traceId().high(), exemplar.traceId().low());
      }
      spanId.add(exemplar.spanId() == null ? 0 : exemplar.spanId().value());
      filteredAttributes.add(json.attributes(exemplar.filteredAttributes(), _ -> true));
      retentionDays.add(owner.retentionDays());
    }
  }
}
