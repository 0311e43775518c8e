package dev.seamark.storage.clickhouse.span;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanEvent;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.ArrayColumn;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.FixedStringColumn;
import dev.seamark.storage.clickhouse.block.MapColumn;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import dev.seamark.storage.clickhouse.block.StringColumn;
import dev.seamark.storage.clickhouse.block.UuidColumn;
import java.util.List;
import java.util.Map;

/** The columns of {@code spans} that are written, in the table's order. */
final class SpanColumns {
  private final UuidColumn workspaceId = new UuidColumn("workspace_id");
  private final UuidColumn projectId = new UuidColumn("project_id");
  private final FixedStringColumn traceId = new FixedStringColumn("trace_id", 16);
  private final FixedStringColumn spanId = new FixedStringColumn("span_id", 8);
  private final FixedStringColumn parentSpanId = new FixedStringColumn("parent_span_id", 8);
  private final StringColumn traceState = new StringColumn("trace_state");
  private final NumberColumn flags = NumberColumn.uint32("flags");
  private final StringColumn serviceName = new StringColumn("service_name");
  private final StringColumn name = new StringColumn("name");
  private final NumberColumn kind = NumberColumn.int8("kind");
  private final NumberColumn statusCode = NumberColumn.int8("status_code");
  private final StringColumn statusMessage = new StringColumn("status_message");
  private final NumberColumn startTime = NumberColumn.nanoseconds("start_time");
  private final NumberColumn durationNanos = NumberColumn.int64("duration_nanos");
  private final NumberColumn resourceId = NumberColumn.uint64("resource_id");
  private final StringColumn scopeName = new StringColumn("scope_name");
  private final StringColumn scopeVersion = new StringColumn("scope_version");
  private final StringColumn scopeSchemaUrl = new StringColumn("scope_schema_url");
  private final StringColumn scopeAttributes = new StringColumn("scope_attributes");
  private final MapColumn<StringColumn, StringColumn> attributesString =
      new MapColumn<>("attributes_string", new StringColumn("key"), new StringColumn("value"));
  private final MapColumn<StringColumn, NumberColumn> attributesInt =
      new MapColumn<>("attributes_int", new StringColumn("key"), NumberColumn.int64("value"));
  private final MapColumn<StringColumn, NumberColumn> attributesDouble =
      new MapColumn<>("attributes_double", new StringColumn("key"), NumberColumn.float64("value"));
  private final MapColumn<StringColumn, NumberColumn> attributesBool =
      new MapColumn<>("attributes_bool", new StringColumn("key"), NumberColumn.bool("value"));
  private final StringColumn attributesOther = new StringColumn("attributes_other");
  private final NumberColumn droppedAttributesCount =
      NumberColumn.uint32("dropped_attributes_count");
  private final ArrayColumn<StringColumn> eventNames =
      new ArrayColumn<>("event_names", new StringColumn("name"));
  private final StringColumn events = new StringColumn("events");
  private final NumberColumn droppedEventsCount = NumberColumn.uint32("dropped_events_count");
  private final StringColumn links = new StringColumn("links");
  private final NumberColumn droppedLinksCount = NumberColumn.uint32("dropped_links_count");
  private final NumberColumn retentionDays = NumberColumn.uint16("retention_days");
  private final NumberColumn version = NumberColumn.uint64("version");

  private final List<Column> all =
      List.of(
          workspaceId,
          projectId,
          traceId,
          spanId,
          parentSpanId,
          traceState,
          flags,
          serviceName,
          name,
          kind,
          statusCode,
          statusMessage,
          startTime,
          durationNanos,
          resourceId,
          scopeName,
          scopeVersion,
          scopeSchemaUrl,
          scopeAttributes,
          attributesString,
          attributesInt,
          attributesDouble,
          attributesBool,
          attributesOther,
          droppedAttributesCount,
          eventNames,
          events,
          droppedEventsCount,
          links,
          droppedLinksCount,
          retentionDays,
          version);

  private final OtlpJson json;

  SpanColumns(OtlpJson json) {
    this.json = json;
  }

  List<Column> all() {
    return all;
  }

  @SuppressWarnings("EnumOrdinal") // the enums are in the order of their wire numbers
  void add(ApiKey owner, long rowVersion, Span span, String service, long resource) {
    workspaceId.add(owner.workspaceId().value());
    projectId.add(owner.projectId().value());
    traceId.add(span.traceId().high(), span.traceId().low());
    spanId.add(span.spanId().value());
    parentSpanId.add(span.parentSpanId() == null ? 0 : span.parentSpanId().value());
    traceState.add(span.traceState());
    flags.add(span.flags());
    serviceName.add(service);
    name.add(span.name());
    kind.add(span.kind().ordinal());
    statusCode.add(span.statusCode().ordinal());
    statusMessage.add(span.statusMessage());
    startTime.add(span.startEpochNanos());
    durationNanos.add(span.endEpochNanos() - span.startEpochNanos());
    resourceId.add(resource);
    scope(span.scope());
    attributes(span.attributes());
    droppedAttributesCount.add(span.droppedAttributesCount());
    for (SpanEvent event : span.events()) {
      eventNames.elements().add(event.name());
    }
    eventNames.endRow();
    events.add(json.events(span.events()));
    droppedEventsCount.add(span.droppedEventsCount());
    links.add(json.links(span.links()));
    droppedLinksCount.add(span.droppedLinksCount());
    retentionDays.add(owner.retentionDays());
    version.add(rowVersion);
  }

  private void scope(InstrumentationScope scope) {
    scopeName.add(scope.name());
    scopeVersion.add(scope.version());
    scopeSchemaUrl.add(scope.schemaUrl());
    scopeAttributes.add(json.scope(scope));
  }

  private void attributes(Map<String, AttributeValue> attributes) {
    boolean others = false;
    for (Map.Entry<String, AttributeValue> entry : attributes.entrySet()) {
      switch (entry.getValue()) {
        case AttributeValue.Text(String text) -> {
          attributesString.keys().add(entry.getKey());
          attributesString.values().add(text);
        }
        case AttributeValue.Int(long number) -> {
          attributesInt.keys().add(entry.getKey());
          attributesInt.values().add(number);
        }
        case AttributeValue.Real(double number) -> {
          attributesDouble.keys().add(entry.getKey());
          attributesDouble.values().add(number);
        }
        case AttributeValue.Bool(boolean bool) -> {
          attributesBool.keys().add(entry.getKey());
          attributesBool.values().add(bool);
        }
        case AttributeValue.Array _,
            AttributeValue.Bytes _,
            AttributeValue.Empty _,
            AttributeValue.KeyValues _ ->
            others = true;
      }
    }
    attributesString.endRow();
    attributesInt.endRow();
    attributesDouble.endRow();
    attributesBool.endRow();
    attributesOther.add(others ? json.attributes(attributes, SpanColumns::hasNoColumn) : "");
  }

  /** Whether a value of this type is kept as JSON. */
  private static boolean hasNoColumn(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text _,
          AttributeValue.Int _,
          AttributeValue.Real _,
          AttributeValue.Bool _ ->
          false;
      case AttributeValue.Array _,
          AttributeValue.Bytes _,
          AttributeValue.Empty _,
          AttributeValue.KeyValues _ ->
          true;
    };
  }
}
