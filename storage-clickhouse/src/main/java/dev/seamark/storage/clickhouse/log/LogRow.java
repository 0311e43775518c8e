package dev.seamark.storage.clickhouse.log;

import dev.seamark.core.log.LogEntry;
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
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code logs}: a record that knows only the id of its resource.
 *
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

  /** What {@link #map} reads, in its order. */
  static final String COLUMNS =
      """
      time, record_id, time_source, observed_delay_nanos, severity_number, severity_text,
        body, body_other, event_name,
        %s,
        dropped_attributes_count, flags, trace_id, span_id, resource_id, service_name,
        %s\
      """
          .formatted(RowValues.ATTRIBUTES, RowValues.SCOPE);

  private static final TimeSource[] TIME_SOURCES = TimeSource.values();

  static LogRow map(RowInput row) {
    long time = row.int64();
    return new LogRow(
        time,
        row.int64(),
        TIME_SOURCES[row.int8()],
        time + row.int64(),
        row.uint8(),
        row.string(),
        body(row),
        row.string(),
        RowValues.attributes(row),
        row.int32(),
        row.int32(),
        RowValues.traceId(row),
        RowValues.spanId(row),
        row.int64(),
        row.string(),
        RowValues.scope(row));
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
