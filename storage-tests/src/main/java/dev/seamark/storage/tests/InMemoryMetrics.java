package dev.seamark.storage.tests;

import dev.seamark.core.metric.Metric;
import dev.seamark.core.metric.MetricKey;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.metric.MetricQuery;
import dev.seamark.core.metric.MetricReader;
import dev.seamark.core.metric.MetricSeries;
import dev.seamark.core.metric.PointPosition;
import dev.seamark.core.metric.PointQuery;
import dev.seamark.core.metric.StoredPoint;
import dev.seamark.core.page.Page;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The reference: points as a list that is filtered and sorted, with nothing clever about it. */
public final class InMemoryMetrics implements MetricReader {
  private record Written(WorkspaceId workspaceId, ProjectId projectId, StoredPoint stored) {
    boolean isOf(WorkspaceId workspace, ProjectId project) {
      return workspaceId.equals(workspace) && projectId.equals(project);
    }
  }

  private final List<Written> written = new ArrayList<>();
  private final List<MetricSeries> series = new ArrayList<>();

  public synchronized void write(ApiKey owner, Collection<? extends MetricPoint> points) {
    for (MetricPoint point : points) {
      if (!series.contains(point.series())) {
        series.add(point.series());
      }
      StoredPoint stored = new StoredPoint(series.indexOf(point.series()), point);
      written.add(new Written(owner.workspaceId(), owner.projectId(), stored));
    }
  }

  public synchronized void clear() {
    written.clear();
  }

  @Override
  public synchronized Page<Metric> findMetrics(MetricQuery query) {
    Map<MetricKey, Metric> metrics = new LinkedHashMap<>();
    for (Written each : written) {
      MetricSeries of = each.stored.point().series();
      MetricKey key =
          new MetricKey(of.name(), of.kind(), of.temporality(), of.isMonotonic(), of.unit());
      if (each.isOf(query.workspaceId(), query.projectId())
          && (query.namePart() == null || of.name().contains(query.namePart()))) {
        metrics.put(key, new Metric(key, of.description(), 0));
      }
    }
    return Pages.page(
        metrics.values().stream(),
        Metric::key,
        Comparator.naturalOrder(),
        query.limit(),
        query.seek());
  }

  @Override
  public synchronized Page<StoredPoint> findPoints(PointQuery query) {
    Comparator<PointPosition> order =
        query.order() == TraceOrder.NEWEST_FIRST
            ? Comparator.reverseOrder()
            : Comparator.naturalOrder();
    Set<PointPosition> seen = new HashSet<>();
    return Pages.page(
        written.stream()
            .filter(each -> each.isOf(query.workspaceId(), query.projectId()))
            .map(Written::stored)
            .filter(stored -> Objects.equals(stored.point().series().name(), query.metric()))
            .filter(query.filter()::matches)
            .filter(stored -> seen.add(stored.position())),
        StoredPoint::position,
        order,
        query.limit(),
        query.seek());
  }
}
