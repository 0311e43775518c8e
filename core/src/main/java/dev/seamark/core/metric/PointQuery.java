package dev.seamark.core.metric;

import dev.seamark.core.page.Seek;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * A page of a metric's points.
 *
 * @param metric name of the metric; all kinds of it
 * @param limit points on the page, 1 to {@value #MAX_LIMIT}
 * @param seek {@code null} for the first page
 */
public record PointQuery(
    WorkspaceId workspaceId,
    ProjectId projectId,
    String metric,
    PointFilter filter,
    TraceOrder order,
    int limit,
    @Nullable Seek<PointPosition> seek) {
  public static final int DEFAULT_LIMIT = 100;
  public static final int MAX_LIMIT = 1000;

  public PointQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1.." + MAX_LIMIT + ")");
    }
  }

  /** The newest points. */
  public static PointQuery newest(WorkspaceId workspaceId, ProjectId projectId, String metric) {
    return new PointQuery(
        workspaceId,
        projectId,
        metric,
        PointFilter.NONE,
        TraceOrder.NEWEST_FIRST,
        DEFAULT_LIMIT,
        null);
  }

  public PointQuery with(PointFilter changed) {
    return new PointQuery(workspaceId, projectId, metric, changed, order, limit, seek);
  }

  public PointQuery with(TraceOrder changed) {
    return new PointQuery(workspaceId, projectId, metric, filter, changed, limit, seek);
  }

  public PointQuery with(@Nullable Seek<PointPosition> changed) {
    return new PointQuery(workspaceId, projectId, metric, filter, order, limit, changed);
  }

  public PointQuery withLimit(int changed) {
    return new PointQuery(workspaceId, projectId, metric, filter, order, changed, seek);
  }

  /** The order in which rows are met on the way from the position: the opposite one going back. */
  public TraceOrder travel() {
    return seek != null && seek.direction() == Seek.Direction.BEFORE ? order.reversed() : order;
  }
}
