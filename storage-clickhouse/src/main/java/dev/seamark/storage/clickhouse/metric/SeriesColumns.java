package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.MetricSeries;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import dev.seamark.storage.clickhouse.block.StringColumn;
import dev.seamark.storage.clickhouse.block.UuidColumn;
import dev.seamark.storage.clickhouse.otlp.OtlpJson;
import dev.seamark.storage.clickhouse.otlp.ResourceRows;
import dev.seamark.storage.clickhouse.otlp.ScalarTexts;
import dev.seamark.storage.clickhouse.otlp.ScopeColumns;
import java.util.List;
import java.util.stream.Stream;

/** The columns of {@code metric_series}, in the table's order. */
final class SeriesColumns {
  private final UuidColumn workspaceId = new UuidColumn("workspace_id");
  private final UuidColumn projectId = new UuidColumn("project_id");
  private final StringColumn metricName = new StringColumn("metric_name");
  private final NumberColumn seriesId = NumberColumn.uint64("series_id");
  private final NumberColumn kind = NumberColumn.int8("kind");
  private final NumberColumn temporality = NumberColumn.int8("temporality");
  private final NumberColumn isMonotonic = NumberColumn.bool("is_monotonic");
  private final StringColumn unit = new StringColumn("unit");
  private final StringColumn description = new StringColumn("description");
  private final StringColumn metadata = new StringColumn("metadata");
  private final StringColumn attributes = new StringColumn("attributes");
  private final ScalarTexts attributesString = new ScalarTexts("attributes_string");
  private final NumberColumn resourceId = NumberColumn.uint64("resource_id");
  private final StringColumn serviceName = new StringColumn("service_name");
  private final ScopeColumns scope;
  private final NumberColumn lastSeen = NumberColumn.seconds("last_seen");
  private final NumberColumn retentionDays = NumberColumn.uint16("retention_days");

  private final List<Column> all;
  private final OtlpJson json;

  SeriesColumns(OtlpJson json) {
    this.json = json;
    scope = new ScopeColumns(json);
    all =
        Stream.of(
                List.<Column>of(
                    workspaceId,
                    projectId,
                    metricName,
                    seriesId,
                    kind,
                    temporality,
                    isMonotonic,
                    unit,
                    description,
                    metadata,
                    attributes,
                    attributesString.column(),
                    resourceId,
                    serviceName),
                scope.all(),
                List.<Column>of(lastSeen, retentionDays))
            .flatMap(List::stream)
            .toList();
  }

  List<Column> all() {
    return all;
  }

  int rows() {
    return workspaceId.rows();
  }

  @SuppressWarnings("EnumOrdinal") // the enums are in the order of the stored numbers
  void add(
      ApiKey owner,
      MetricSeries series,
      long id,
      ResourceRows.Row resource,
      long seenEpochSeconds) {
    workspaceId.add(owner.workspaceId().value());
    projectId.add(owner.projectId().value());
    metricName.add(series.name());
    seriesId.add(id);
    kind.add(series.kind().ordinal());
    temporality.add(series.temporality().ordinal());
    isMonotonic.add(series.isMonotonic());
    unit.add(series.unit());
    description.add(series.description());
    metadata.add(json.attributes(series.metadata(), _ -> true));
    attributes.add(json.attributes(series.attributes(), _ -> true));
    attributesString.add(series.attributes());
    resourceId.add(resource.id());
    serviceName.add(resource.serviceName());
    scope.add(series.scope());
    lastSeen.add(seenEpochSeconds);
    retentionDays.add(owner.retentionDays());
  }
}
