package dev.seamark.storage.clickhouse.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.metric.MetricKey;
import dev.seamark.core.metric.MetricKind;
import dev.seamark.core.metric.MetricQuery;
import dev.seamark.core.metric.PointFilter;
import dev.seamark.core.metric.PointPosition;
import dev.seamark.core.metric.PointQuery;
import dev.seamark.core.metric.Temporality;
import dev.seamark.core.page.Seek;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.read.TimeWindow;
import dev.seamark.storage.tests.Golden;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The statements that read metrics; the reader's contract runs every shape of them. */
class MetricStatementsTest {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+):");
  private static final WorkspaceId WORKSPACE = new WorkspaceId(new UUID(0, 1));
  private static final ProjectId PROJECT = new ProjectId(new UUID(0, 2));
  private static final MetricQuery METRICS = new MetricQuery(WORKSPACE, PROJECT, null, 100, null);
  private static final PointQuery POINTS = PointQuery.newest(WORKSPACE, PROJECT, "m");

  @Test
  void statements_asReviewed() {
    statements()
        .forEach((name, statement) -> {
          Golden.assertGolden("metric/" + name + ".sql", statement.text());
          assertThat(name).startsWith(statement.name());
          assertThat(
                  PARAMETER
                      .matcher(statement.text())
                      .results()
                      .map(match -> match.group(1))
                      .distinct())
              .describedAs(name)
              .containsExactlyInAnyOrderElementsOf(statement.parameters().keySet());
        });
  }

  private static Map<String, Statement> statements() {
    MetricKey key = new MetricKey("m", MetricKind.SUM, Temporality.DELTA, true, "1");
    PointPosition position = new PointPosition(1_700_000_100_000_000_001L, -1);
    Map<String, Statement> all = new LinkedHashMap<>();
    all.put("select_metrics", SelectMetrics.statement(METRICS, 101));
    all.put(
        "select_metrics_after",
        SelectMetrics.statement(
            new MetricQuery(WORKSPACE, PROJECT, "part", 100, Seek.after(key)), 101));
    all.put("select_metrics_before", SelectMetrics.statement(METRICS.with(Seek.before(key)), 101));
    for (PointShape shape : PointShape.values()) {
      all.put("select_points_" + shape.name().toLowerCase(Locale.ROOT), points(POINTS, shape));
    }
    all.put(
        "select_points_everything",
        points(
            POINTS
                .with(new PointFilter(1L, 2L, "it's", -1L))
                .with(TraceOrder.OLDEST_FIRST)
                .with(Seek.after(position)),
            PointShape.SAMPLE));
    all.put("select_metric_kinds", SelectMetricKinds.statement(POINTS));
    all.put("select_oldest_point", SelectOldestPoint.statement(POINTS, PointShape.HISTOGRAM));
    all.put("select_series", SelectSeries.statement(POINTS, List.of(1L, -1L)));
    all.put("select_exemplars", SelectExemplars.statement(POINTS, List.of(1L), 1, 2));
    return all;
  }

  private static Statement points(PointQuery query, PointShape shape) {
    return SelectPoints.statement(
        query, shape, new TimeWindow(1_700_000_000_123_456_789L, 1_700_000_300_123_456_789L), 101);
  }
}
