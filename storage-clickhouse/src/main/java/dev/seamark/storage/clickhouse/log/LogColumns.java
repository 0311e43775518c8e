package dev.seamark.storage.clickhouse.log;

import dev.seamark.core.log.BodyText;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.FixedStringColumn;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import dev.seamark.storage.clickhouse.block.StringColumn;
import dev.seamark.storage.clickhouse.block.UuidColumn;
import dev.seamark.storage.clickhouse.otlp.AttributeColumns;
import dev.seamark.storage.clickhouse.otlp.OtlpJson;
import dev.seamark.storage.clickhouse.otlp.ResourceRows;
import dev.seamark.storage.clickhouse.otlp.ScopeColumns;
import java.util.List;
import java.util.stream.Stream;

/** The columns of {@code logs} that are written, in the table's order. */
final class LogColumns {
  private final UuidColumn workspaceId = new UuidColumn("workspace_id");
  private final UuidColumn projectId = new UuidColumn("project_id");
  private final NumberColumn time = NumberColumn.nanoseconds("time");
  private final NumberColumn timeSource = NumberColumn.int8("time_source");
  private final NumberColumn observedDelayNanos = NumberColumn.int64("observed_delay_nanos");
  private final NumberColumn recordId = NumberColumn.uint64("record_id");
  private final StringColumn serviceName = new StringColumn("service_name");
  private final NumberColumn severityNumber = NumberColumn.uint8("severity_number");
  private final StringColumn severityText = new StringColumn("severity_text");
  private final StringColumn body = new StringColumn("body");
  private final StringColumn bodyOther = new StringColumn("body_other");
  private final StringColumn eventName = new StringColumn("event_name");
  private final FixedStringColumn traceId = new FixedStringColumn("trace_id", 16);
  private final FixedStringColumn spanId = new FixedStringColumn("span_id", 8);
  private final NumberColumn flags = NumberColumn.uint32("flags");
  private final NumberColumn resourceId = NumberColumn.uint64("resource_id");
  private final ScopeColumns scope;
  private final AttributeColumns attributes;
  private final NumberColumn retentionDays = NumberColumn.uint16("retention_days");

  private final List<Column> all;
  private final OtlpJson json;

  LogColumns(OtlpJson json) {
    this.json = json;
    scope = new ScopeColumns(json);
    attributes = new AttributeColumns(json);
    all =
        Stream.of(
                List.<Column>of(
                    workspaceId,
                    projectId,
                    time,
                    timeSource,
                    observedDelayNanos,
                    recordId,
                    serviceName,
                    severityNumber,
                    severityText,
                    body,
                    bodyOther,
                    eventName,
                    traceId,
                    spanId,
                    flags,
                    resourceId),
                scope.all(),
                attributes.all(),
                List.<Column>of(retentionDays))
            .flatMap(List::stream)
            .toList();
  }

  List<Column> all() {
    return all;
  }

  @SuppressWarnings("EnumOrdinal") // the enum is in the order of the stored numbers
  void add(ApiKey owner, long id, LogRecord record, ResourceRows.Row resource) {
    workspaceId.add(owner.workspaceId().value());
    projectId.add(owner.projectId().value());
    time.add(record.epochNanos());
    timeSource.add(record.timeSource().ordinal());
    observedDelayNanos.add(record.observedEpochNanos() - record.epochNanos());
    recordId.add(id);
    serviceName.add(resource.serviceName());
    severityNumber.add(record.severityNumber());
    severityText.add(record.severityText());
    body.add(BodyText.of(record.body()));
    bodyOther.add(record.body() instanceof AttributeValue.Text ? "" : json.any(record.body()));
    eventName.add(record.eventName());
    if (record.traceId() == null) {
      traceId.add(0, 0);
    } else {
      traceId.add(record.traceId().high(), record.traceId().low());
    }
    spanId.add(record.spanId() == null ? 0 : record.spanId().value());
    flags.add(record.flags());
    resourceId.add(resource.id());
    scope.add(record.scope());
    attributes.add(record.attributes(), record.droppedAttributesCount());
    retentionDays.add(owner.retentionDays());
  }
}
