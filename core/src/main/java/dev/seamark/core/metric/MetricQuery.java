package dev.seamark.core.metric;

import dev.seamark.core.page.Seek;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * A page of a project's metrics, by name.
 *
 * @param namePart part of the name, in the same case; {@code null} for all
 * @param limit metrics on the page, 1 to {@value #MAX_LIMIT}
 * @param seek {@code null} for the first page
 */
public record MetricQuery(
    WorkspaceId workspaceId,
    ProjectId projectId,
    @Nullable String namePart,
    int limit,
    @Nullable Seek<MetricKey> seek) {
  public static final int DEFAULT_LIMIT = 100;
  public static final int MAX_LIMIT = 1000;

  public MetricQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1.." + MAX_LIMIT + ")");
    }
  }

  public MetricQuery with(@Nullable Seek<MetricKey> changed) {
    return new MetricQuery(workspaceId, projectId, namePart, limit, changed);
  }
}
