package dev.seamark.storage.clickhouse.trace;

import dev.seamark.core.llm.Cost;
import dev.seamark.core.llm.LlmAttributes;
import dev.seamark.core.llm.Observation;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanEvent;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.SpanKind;
import dev.seamark.core.span.SpanLink;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.otlp.OtlpJsonReader;
import dev.seamark.storage.clickhouse.otlp.RowValues;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code spans}: a span that knows only the id of its resource.
 *
 * @param version of the rows of one span, the highest as an unsigned number counts
 * @param observed whether there is an observation of the same version
 * @param serviceName stands in for a resource that is not there any more
 */
record SpanRow(
    TraceId traceId,
    SpanId spanId,
    @Nullable SpanId parentSpanId,
    String traceState,
    int flags,
    String name,
    SpanKind kind,
    long startEpochNanos,
    long endEpochNanos,
    StatusCode statusCode,
    String statusMessage,
    Map<String, AttributeValue> attributes,
    int droppedAttributesCount,
    List<SpanEvent> events,
    int droppedEventsCount,
    List<SpanLink> links,
    int droppedLinksCount,
    long resourceId,
    String serviceName,
    InstrumentationScope scope,
    @Nullable String environment,
    @Nullable String session,
    @Nullable String user,
    boolean observed,
    long version) {

  /** What {@link #map} reads, in its order. */
  static final String COLUMNS =
      """
      trace_id, span_id, parent_span_id, trace_state, flags, name, kind,
        start_time, duration_nanos, status_code, status_message,
        attributes_string, attributes_int, attributes_double, attributes_bool, attributes_other,
        dropped_attributes_count, events, dropped_events_count, links, dropped_links_count,
        resource_id, service_name, scope_name, scope_version, scope_schema_url, scope_attributes,
        environment, session_id, user_id, observed, version\
      """;

  static SpanRow map(RowInput row) {
    TraceId traceId = new TraceId(row.bigEndian64(), row.bigEndian64());
    SpanId spanId = new SpanId(row.bigEndian64());
    @Nullable SpanId parent = RowValues.spanId(row);
    String traceState = row.string();
    int flags = row.int32();
    String name = row.string();
    SpanKind kind = SpanKind.of(row.int8());
    long start = row.int64();
    return new SpanRow(
        traceId,
        spanId,
        parent,
        traceState,
        flags,
        name,
        kind,
        start,
        start + row.int64(),
        StatusCode.of(row.int8()),
        row.string(),
        RowValues.attributes(row),
        row.int32(),
        OtlpJsonReader.events(row.string()),
        row.int32(),
        OtlpJsonReader.links(row.string()),
        row.int32(),
        row.int64(),
        row.string(),
        RowValues.scope(row),
        told(row.string()),
        told(row.string()),
        told(row.string()),
        row.bool(),
        row.int64());
  }

  /** The text, of which an empty one means that there is none. */
  static @Nullable String told(String text) {
    return text.isEmpty() ? null : text;
  }

  /** What a span means that no convention speaks of. */
  Observation ordinary() {
    return new Observation(
        LlmAttributes.ordinary(
            new LlmAttributes.Origin(null, session, user, List.of(), environment, null, null)),
        Cost.NONE);
  }

  Span with(Resource resource, Map<String, AttributeValue> attributes) {
    return new Span(
        traceId,
        spanId,
        parentSpanId,
        traceState,
        flags,
        name,
        kind,
        startEpochNanos,
        endEpochNanos,
        statusCode,
        statusMessage,
        attributes,
        droppedAttributesCount,
        events,
        droppedEventsCount,
        links,
        droppedLinksCount,
        resource,
        scope);
  }

  /** One version of a span, which may say that the span was deleted. */
  record Stored(SpanRow span, boolean isDeleted) {

    /** What {@link #map} reads, in its order. */
    static final String COLUMNS = SpanRow.COLUMNS + ", is_deleted";

    private static final Comparator<SpanRow> IN_TIME =
        Comparator.comparingLong(SpanRow::startEpochNanos)
            .thenComparing(row -> row.spanId().value(), Long::compareUnsigned);

    static Stored map(RowInput row) {
      return new Stored(SpanRow.map(row), row.int8() != 0);
    }

    /** The last version of every span that is not deleted, by start, then id. */
    static List<SpanRow> last(List<Stored> rows) {
      Map<SpanId, Stored> last = new HashMap<>();
      for (Stored row : rows) {
        last.merge(row.span.spanId(), row, Stored::later);
      }
      return last.values().stream()
          .filter(row -> !row.isDeleted)
          .map(Stored::span)
          .sorted(IN_TIME)
          .toList();
    }

    private static Stored later(Stored one, Stored other) {
      return Long.compareUnsigned(one.span.version(), other.span.version()) >= 0 ? one : other;
    }
  }
}
