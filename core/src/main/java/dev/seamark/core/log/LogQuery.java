package dev.seamark.core.log;

import dev.seamark.core.page.Seek;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page of a project's logs.
 *
 * @param limit records on the page, 1 to {@value #MAX_LIMIT}
 * @param seek {@code null} for the first page
 * @param parts what to read of each record; what is not read is empty
 */
public record LogQuery(
    WorkspaceId workspaceId,
    ProjectId projectId,
    LogFilter filter,
    TraceOrder order,
    int limit,
    @Nullable Seek<LogPosition> seek,
    Set<LogPart> parts) {
  public static final int DEFAULT_LIMIT = 100;
  public static final int MAX_LIMIT = 1000;

  public LogQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1.." + MAX_LIMIT + ")");
    }
    EnumSet<LogPart> inOrder = EnumSet.noneOf(LogPart.class);
    inOrder.addAll(parts);
    parts = Collections.unmodifiableSet(inOrder);
  }

  /** The newest records. */
  public static LogQuery newest(WorkspaceId workspaceId, ProjectId projectId) {
    return new LogQuery(
        workspaceId,
        projectId,
        LogFilter.NONE,
        TraceOrder.NEWEST_FIRST,
        DEFAULT_LIMIT,
        null,
        LogPart.ALL);
  }

  public LogQuery with(LogFilter changed) {
    return new LogQuery(workspaceId, projectId, changed, order, limit, seek, parts);
  }

  public LogQuery with(TraceOrder changed) {
    return new LogQuery(workspaceId, projectId, filter, changed, limit, seek, parts);
  }

  public LogQuery with(@Nullable Seek<LogPosition> changed) {
    return new LogQuery(workspaceId, projectId, filter, order, limit, changed, parts);
  }

  public LogQuery withLimit(int changed) {
    return new LogQuery(workspaceId, projectId, filter, order, changed, seek, parts);
  }

  public LogQuery with(Set<LogPart> changed) {
    return new LogQuery(workspaceId, projectId, filter, order, limit, seek, changed);
  }

  /** The order in which rows are met on the way from the position: the opposite one going back. */
  public TraceOrder travel() {
    return seek != null && seek.direction() == Seek.Direction.BEFORE ? order.reversed() : order;
  }
}
