package dev.seamark.storage.clickhouse.span;

import dev.seamark.core.llm.LlmAttributes;
import dev.seamark.core.llm.Observation;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanEvent;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.ArrayColumn;
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
import java.util.Objects;
import java.util.stream.Stream;

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
  private final ScopeColumns scope;
  private final AttributeColumns attributes;
  private final ArrayColumn<StringColumn> eventNames =
      new ArrayColumn<>("event_names", new StringColumn("name"));
  private final StringColumn events = new StringColumn("events");
  private final NumberColumn droppedEventsCount = NumberColumn.uint32("dropped_events_count");
  private final StringColumn links = new StringColumn("links");
  private final NumberColumn droppedLinksCount = NumberColumn.uint32("dropped_links_count");
  private final StringColumn environment = new StringColumn("environment");
  private final StringColumn sessionId = new StringColumn("session_id");
  private final StringColumn userId = new StringColumn("user_id");
  private final NumberColumn observed = NumberColumn.bool("observed");
  private final NumberColumn retentionDays = NumberColumn.uint16("retention_days");
  private final NumberColumn version = NumberColumn.uint64("version");

  private final List<Column> all;
  private final OtlpJson json;

  SpanColumns(OtlpJson json) {
    this.json = json;
    scope = new ScopeColumns(json);
    attributes = new AttributeColumns(json);
    all =
        Stream.of(
                List.<Column>of(
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
                    resourceId),
                scope.all(),
                attributes.all(),
                List.<Column>of(
                    eventNames,
                    events,
                    droppedEventsCount,
                    links,
                    droppedLinksCount,
                    environment,
                    sessionId,
                    userId,
                    observed,
                    retentionDays,
                    version))
            .flatMap(List::stream)
            .toList();
  }

  List<Column> all() {
    return all;
  }

  @SuppressWarnings("EnumOrdinal") // the enums are in the order of their wire numbers
  void add(
      ApiKey owner,
      long rowVersion,
      Span span,
      Observation observation,
      ResourceRows.Row resource) {
    workspaceId.add(owner.workspaceId().value());
    projectId.add(owner.projectId().value());
    traceId.add(span.traceId().high(), span.traceId().low());
    spanId.add(span.spanId().value());
    parentSpanId.add(span.parentSpanId() == null ? 0 : span.parentSpanId().value());
    traceState.add(span.traceState());
    flags.add(span.flags());
    serviceName.add(resource.serviceName());
    name.add(span.name());
    kind.add(span.kind().ordinal());
    statusCode.add(span.statusCode().ordinal());
    statusMessage.add(span.statusMessage());
    startTime.add(span.startEpochNanos());
    durationNanos.add(span.endEpochNanos() - span.startEpochNanos());
    resourceId.add(resource.id());
    scope.add(span.scope());
    attributes.add(observation.withoutBodies(span), span.droppedAttributesCount());
    for (SpanEvent event : span.events()) {
      eventNames.elements().add(event.name());
    }
    eventNames.endRow();
    events.add(json.events(span.events()));
    droppedEventsCount.add(span.droppedEventsCount());
    links.add(json.links(span.links()));
    droppedLinksCount.add(span.droppedLinksCount());
    LlmAttributes.Origin origin = observation.attributes().origin();
    environment.add(Objects.requireNonNullElse(origin.environment(), ""));
    sessionId.add(Objects.requireNonNullElse(origin.session(), ""));
    userId.add(Objects.requireNonNullElse(origin.user(), ""));
    observed.add(!observation.attributes().isOrdinary());
    retentionDays.add(owner.retentionDays());
    version.add(rowVersion);
  }
}
