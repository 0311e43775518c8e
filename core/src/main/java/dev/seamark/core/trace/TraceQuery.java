package dev.seamark.core.trace;

import dev.seamark.core.page.Seek;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page of a project's traces.
 *
 * @param limit traces on the page, 1 to {@value #MAX_LIMIT}
 * @param seek {@code null} for the first page
 * @param fields what to read; {@link TraceSummary#only} tells what the others hold
 */
public record TraceQuery(
    WorkspaceId workspaceId,
    ProjectId projectId,
    TraceFilter filter,
    TraceOrder order,
    int limit,
    @Nullable Seek<TracePosition> seek,
    Set<TraceField> fields) {
  public static final int DEFAULT_LIMIT = 50;
  public static final int MAX_LIMIT = 1000;

  public TraceQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1.." + MAX_LIMIT + ")");
    }
    Set<TraceField> sorted = EnumSet.noneOf(TraceField.class);
    sorted.addAll(fields);
    fields = Collections.unmodifiableSet(sorted);
  }

  /** The newest traces, with all fields. */
  public static TraceQuery newest(WorkspaceId workspaceId, ProjectId projectId) {
    return new TraceQuery(
        workspaceId,
        projectId,
        TraceFilter.NONE,
        TraceOrder.NEWEST_FIRST,
        DEFAULT_LIMIT,
        null,
        TraceField.ALL);
  }

  public TraceQuery with(TraceFilter changed) {
    return new TraceQuery(workspaceId, projectId, changed, order, limit, seek, fields);
  }

  public TraceQuery with(TraceOrder changed) {
    return new TraceQuery(workspaceId, projectId, filter, changed, limit, seek, fields);
  }

  public TraceQuery with(@Nullable Seek<TracePosition> changed) {
    return new TraceQuery(workspaceId, projectId, filter, order, limit, changed, fields);
  }

  public TraceQuery with(Set<TraceField> changed) {
    return new TraceQuery(workspaceId, projectId, filter, order, limit, seek, changed);
  }

  public TraceQuery withLimit(int changed) {
    return new TraceQuery(workspaceId, projectId, filter, order, changed, seek, fields);
  }

  /** The order in which rows are met on the way from the position: the opposite one going back. */
  public TraceOrder travel() {
    return seek != null && seek.direction() == Seek.Direction.BEFORE ? order.reversed() : order;
  }
}
