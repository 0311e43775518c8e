package dev.seamark.storage.clickhouse.log;

import dev.seamark.core.log.LogEntry;
import dev.seamark.core.log.LogPart;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.log.LogRecord.TimeSource;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.otlp.OtlpJsonReader;
import dev.seamark.storage.clickhouse.otlp.RowValues;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code logs}: a record that knows only the id of its resource.
 *
 * @param resourceId 0 when it was not asked for
 * @param serviceName stands in for a resource that is not there any more
 */
record LogRow(
    long epochNanos,
    long recordId,
    TimeSource timeSource,
    long observedEpochNanos,
    int severityNumber,
    String severityText,
    AttributeValue body,
    String eventName,
    Map<String, AttributeValue> attributes,
    int droppedAttributesCount,
    int flags,
    @Nullable TraceId traceId,
    @Nullable SpanId spanId,
    long resourceId,
    String serviceName,
    InstrumentationScope scope) {
  private static final String COLUMNS =
      """
      time, record_id, time_source, observed_delay_nanos, severity_number, severity_text,
        event_name, dropped_attributes_count, flags, trace_id, span_id, service_name\
      """;

  private static final TimeSource[] TIME_SOURCES = TimeSource.values();

  /** What {@link #map} reads, in its order. */
  static String columns(Set<LogPart> parts) {
    StringBuilder columns = new StringBuilder(COLUMNS);
    for (LogPart part : parts) {
      columns.append(",\n  ");
      columns.append(
          switch (part) {
            case BODY -> "body, body_other";
            case ATTRIBUTES -> RowValues.ATTRIBUTES;
            case RESOURCE -> "resource_id";
            case SCOPE -> RowValues.SCOPE;
          });
    }
    return columns.toString();
  }

  static LogRow map(Set<LogPart> parts, RowInput row) {
    long time = row.int64();
    long recordId = row.int64();
    TimeSource timeSource = TIME_SOURCES[row.int8()];
    long observed = time + row.int64();
    int severityNumber = row.uint8();
    String severityText = row.string();
    String eventName = row.string();
    int droppedAttributesCount = row.int32();
    int flags = row.int32();
    TraceId traceId = RowValues.traceId(row);
    SpanId spanId = RowValues.spanId(row);
    String serviceName = row.string();
    AttributeValue body = AttributeValue.Empty.INSTANCE;
    Map<String, AttributeValue> attributes = Map.of();
    long resourceId = 0;
    InstrumentationScope scope = InstrumentationScope.NONE;
    for (LogPart part : parts) {
      switch (part) {
        case BODY -> body = body(row);
        case ATTRIBUTES -> attributes = RowValues.attributes(row);
        case RESOURCE -> resourceId = row.int64();
        case SCOPE -> scope = RowValues.scope(row);
      }
    }
    return new LogRow(
        time,
        recordId,
        timeSource,
        observed,
        severityNumber,
        severityText,
        body,
        eventName,
        attributes,
        droppedAttributesCount,
        flags,
        traceId,
        spanId,
        resourceId,
        serviceName,
        scope);
  }

  private static AttributeValue body(RowInput row) {
    String text = row.string();
    String other = row.string();
    return other.isEmpty() ? new AttributeValue.Text(text) : OtlpJsonReader.any(other);
  }

  LogEntry with(Resource resource) {
    return new LogEntry(
        recordId,
        new LogRecord(
            epochNanos,
            timeSource,
            observedEpochNanos,
            severityNumber,
            severityText,
            body,
            eventName,
            attributes,
            droppedAttributesCount,
            flags,
            traceId,
            spanId,
            resource,
            scope));
  }
}
