package dev.seamark.storage.clickhouse.otlp;

import dev.seamark.core.span.Resource;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The resources read last, as many as fit. They are named by their content, so what is here is
 * never out of date.
 */
final class ResourceCache {
  /** Whose resource it is: equal content of two workspaces stays apart. */
  record Key(WorkspaceId workspaceId, ProjectId projectId, long resourceId) {}

  private final Map<Key, Resource> resources;

  ResourceCache(int capacity) {
    resources =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Resource> eldest) {
            return size() > capacity;
          }
        };
  }

  synchronized @Nullable Resource find(Key key) {
    return resources.get(key);
  }

  synchronized void put(Key key, Resource resource) {
    resources.put(key, resource);
  }
}
