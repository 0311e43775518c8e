package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.MetricKind;
import dev.seamark.core.metric.MetricSeries;
import dev.seamark.core.metric.PointQuery;
import dev.seamark.core.metric.Temporality;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.otlp.OtlpJsonReader;
import dev.seamark.storage.clickhouse.otlp.RowValues;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/** Series of a metric by their ids. */
final class SelectSeries {
  static final String NAME = "select_series";

  private static final String TEXT =
      """
      SELECT series_id, kind, temporality, is_monotonic, unit, description, metadata, attributes,
        resource_id, service_name,
        %s
      FROM metric_series
      WHERE workspace_id = {workspace:UUID}
        AND project_id = {project:UUID}
        AND metric_name = {metric:String}
        AND series_id IN {series:Array(UInt64)}
      ORDER BY last_seen DESC
      LIMIT 1 BY series_id
      """
          .formatted(RowValues.SCOPE);

  private static final MetricKind[] KINDS = MetricKind.values();

  private SelectSeries() {}

  static Statement statement(PointQuery query, Collection<Long> ids) {
    return Statement.of(
        NAME,
        TEXT,
        Map.of(
            "workspace",
            query.workspaceId().value(),
            "project",
            query.projectId().value(),
            "metric",
            query.metric(),
            "series",
            unsigned(ids)));
  }

  static Collection<BigInteger> unsigned(Collection<Long> ids) {
    return ids.stream().map(id -> new BigInteger(Long.toUnsignedString(id))).toList();
  }

  static Row map(RowInput row) {
    return new Row(
        row.int64(),
        KINDS[row.int8()],
        Temporality.of(row.int8()),
        row.bool(),
        row.string(),
        row.string(),
        OtlpJsonReader.attributes(row.string()),
        OtlpJsonReader.attributes(row.string()),
        row.int64(),
        row.string(),
        RowValues.scope(row));
  }

  /** A series that knows only the id of its resource. */
  record Row(
      long seriesId,
      MetricKind kind,
      Temporality temporality,
      boolean isMonotonic,
      String unit,
      String description,
      Map<String, AttributeValue> metadata,
      Map<String, AttributeValue> attributes,
      long resourceId,
      String serviceName,
      InstrumentationScope scope) {

    MetricSeries with(String name, Resource resource) {
      return new MetricSeries(
          name,
          kind,
          temporality,
          isMonotonic,
          unit,
          description,
          attributes,
          metadata,
          resource,
          scope);
    }
  }
}
