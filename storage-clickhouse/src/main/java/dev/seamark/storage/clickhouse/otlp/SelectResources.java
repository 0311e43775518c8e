package dev.seamark.storage.clickhouse.otlp;

import dev.seamark.core.span.Resource;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.Statement;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/** Resources by their ids. Copies of a row that are not merged yet are equal: any will do. */
public final class SelectResources {
  public static final String NAME = "select_resources";

  private static final String TEXT =
      """
      SELECT resource_id, attributes, dropped_attributes_count, schema_url
      FROM resources
      WHERE workspace_id = {workspace:UUID}
        AND project_id = {project:UUID}
        AND resource_id IN {resources:Array(UInt64)}
      LIMIT 1 BY resource_id
      """;

  /** A resource and the id it is found by. */
  record Row(long resourceId, Resource resource) {}

  private SelectResources() {}

  public static Statement statement(
      WorkspaceId workspaceId, ProjectId projectId, Collection<Long> resourceIds) {
    return Statement.of(
        NAME,
        TEXT,
        Map.of(
            "workspace",
            workspaceId.value(),
            "project",
            projectId.value(),
            "resources",
            resourceIds.stream().map(SelectResources::unsigned).toList()));
  }

  private static BigInteger unsigned(long id) {
    return new BigInteger(Long.toUnsignedString(id));
  }

  static Row map(RowInput row) {
    long id = row.int64();
    return new Row(
        id, new Resource(OtlpJsonReader.attributes(row.string()), row.int32(), row.string()));
  }
}
