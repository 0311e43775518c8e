package dev.seamark.storage.clickhouse.otlp;

import dev.seamark.core.span.Resource;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.read.ReadLimits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads resources by their ids: from memory, or all that are not there by one statement. */
public final class ResourceReader {
  private static final int CACHED_RESOURCES = 4_096;

  private final ClickHouse clickHouse;
  private final ReadLimits limits;
  private final ResourceCache cache = new ResourceCache(CACHED_RESOURCES);

  public ResourceReader(ClickHouse clickHouse, ReadLimits limits) {
    this.clickHouse = clickHouse;
    this.limits = limits;
  }

  /**
   * The resources of some rows.
   *
   * @param serviceNames by resource id: what stands in for a resource whose row has expired
   */
  public Map<Long, Resource> read(
      WorkspaceId workspaceId, ProjectId projectId, Map<Long, String> serviceNames) {
    Map<Long, Resource> found = new HashMap<>();
    Set<Long> missing = new HashSet<>();
    serviceNames.forEach((id, serviceName) -> {
      @Nullable Resource cached = cache.find(new ResourceCache.Key(workspaceId, projectId, id));
      found.put(id, cached == null ? Resource.ofService(serviceName) : cached);
      if (cached == null) {
        missing.add(id);
      }
    });
    if (!missing.isEmpty()) {
      clickHouse
          .query(
              limits.on(SelectResources.statement(workspaceId, projectId, missing)),
              workspaceId,
              SelectResources::map)
          .forEach(row -> {
            found.put(row.resourceId(), row.resource());
            cache.put(
                new ResourceCache.Key(workspaceId, projectId, row.resourceId()), row.resource());
          });
    }
    return found;
  }
}
