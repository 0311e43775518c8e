package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import dev.seamark.storage.clickhouse.block.StringColumn;
import dev.seamark.storage.clickhouse.block.UuidColumn;
import java.util.ArrayList;
import java.util.List;

/** The columns that the points of all shapes have. */
final class PointColumns {
  private final UuidColumn workspaceId = new UuidColumn("workspace_id");
  private final UuidColumn projectId = new UuidColumn("project_id");
  private final StringColumn metricName = new StringColumn("metric_name");
  private final NumberColumn seriesId = NumberColumn.uint64("series_id");
  private final NumberColumn time = NumberColumn.nanoseconds("time");
  private final NumberColumn startTime = NumberColumn.nanoseconds("start_time");
  private final NumberColumn flags = NumberColumn.uint32("flags");
  private final NumberColumn retentionDays = NumberColumn.uint16("retention_days");

  /** These columns and those of one shape. */
  List<Column> with(List<? extends Column> others) {
    List<Column> all =
        new ArrayList<>(
            List.of(
                workspaceId,
                projectId,
                metricName,
                seriesId,
                time,
                startTime,
                flags,
                retentionDays));
    all.addAll(others);
    return List.copyOf(all);
  }

  int rows() {
    return workspaceId.rows();
  }

  void add(ApiKey owner, MetricPoint point, long series) {
    workspaceId.add(owner.workspaceId().value());
    projectId.add(owner.projectId().value());
    metricName.add(point.series().name());
    seriesId.add(series);
    time.add(point.epochNanos());
    startTime.add(point.startEpochNanos());
    flags.add(point.flags());
    retentionDays.add(owner.retentionDays());
  }
}
