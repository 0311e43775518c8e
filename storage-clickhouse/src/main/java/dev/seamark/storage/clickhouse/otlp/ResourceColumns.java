package dev.seamark.storage.clickhouse.otlp;

import dev.seamark.core.span.Resource;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import dev.seamark.storage.clickhouse.block.StringColumn;
import dev.seamark.storage.clickhouse.block.UuidColumn;
import java.util.List;

/** The columns of {@code resources}, in the table's order. */
final class ResourceColumns {
  private final UuidColumn workspaceId = new UuidColumn("workspace_id");
  private final UuidColumn projectId = new UuidColumn("project_id");
  private final NumberColumn resourceId = NumberColumn.uint64("resource_id");
  private final StringColumn serviceName = new StringColumn("service_name");
  private final StringColumn schemaUrl = new StringColumn("schema_url");
  private final StringColumn attributes = new StringColumn("attributes");
  private final ScalarTexts attributesString = new ScalarTexts("attributes_string");
  private final NumberColumn droppedAttributesCount =
      NumberColumn.uint32("dropped_attributes_count");
  private final NumberColumn lastSeen = NumberColumn.seconds("last_seen");
  private final NumberColumn retentionDays = NumberColumn.uint16("retention_days");

  private final List<Column> all =
      List.of(
          workspaceId,
          projectId,
          resourceId,
          serviceName,
          schemaUrl,
          attributes,
          attributesString.column(),
          droppedAttributesCount,
          lastSeen,
          retentionDays);

  List<Column> all() {
    return all;
  }

  void add(ApiKey owner, long id, Resource resource, String attributesJson, long seenEpochSeconds) {
    workspaceId.add(owner.workspaceId().value());
    projectId.add(owner.projectId().value());
    resourceId.add(id);
    serviceName.add(resource.serviceName());
    schemaUrl.add(resource.schemaUrl());
    attributes.add(attributesJson);
    attributesString.add(resource.attributes());
    droppedAttributesCount.add(resource.droppedAttributesCount());
    lastSeen.add(seenEpochSeconds);
    retentionDays.add(owner.retentionDays());
  }
}
