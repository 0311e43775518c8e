package dev.seamark.core.trace;

import dev.seamark.core.page.Seek;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * A page of a trace's spans, earliest first.
 *
 * @param limit spans on the page, 1 to {@value #MAX_LIMIT}
 * @param seek {@code null} for the first page
 */
public record SpanQuery(
    WorkspaceId workspaceId,
    ProjectId projectId,
    TraceId traceId,
    int limit,
    @Nullable Seek<SpanPosition> seek) {
  public static final int DEFAULT_LIMIT = 1_000;
  public static final int MAX_LIMIT = 10_000;

  public SpanQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1.." + MAX_LIMIT + ")");
    }
  }

  public SpanQuery with(@Nullable Seek<SpanPosition> changed) {
    return new SpanQuery(workspaceId, projectId, traceId, limit, changed);
  }
}
