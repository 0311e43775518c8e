package dev.seamark.ingest.log;

import com.google.protobuf.ByteString;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.log.LogRecord.TimeSource;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.attribute.AttributeMapper.Attributes;
import dev.seamark.ingest.attribute.ResourceMapper;
import dev.seamark.ingest.otlp.RecordClock;
import dev.seamark.ingest.otlp.Rejections;
import dev.seamark.ingest.otlp.WireIds;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps an export request to log records. A record without a time of its own lies where it was
 * observed, or else where it was accepted. Bytes that are no id mean, as the specification has it,
 * that the record belongs to no trace.
 */
final class LogMapper {
  private final AttributeMapper attributes;
  private final ResourceMapper resources;
  private final LogLimits limits;

  LogMapper(AttributeMapper attributes, LogLimits limits) {
    this.attributes = attributes;
    this.resources = new ResourceMapper(attributes, limits.maxNameLength());
    this.limits = limits;
  }

  /**
   * The records that can be kept, in order.
   *
   * @param clock what records' times are compared with
   * @param room records that the request may still have; further ones are rejected
   * @param rejections gets what was rejected or cut
   */
  List<LogRecord> map(
      ExportLogsServiceRequest request, RecordClock clock, int room, Rejections rejections) {
    List<LogRecord> records = new ArrayList<>();
    for (ResourceLogs ofResource : request.getResourceLogsList()) {
      Resource resource =
          resources.resource(ofResource.getResource(), ofResource.getSchemaUrl(), rejections);
      for (ScopeLogs ofScope : ofResource.getScopeLogsList()) {
        InstrumentationScope scope =
            resources.scope(ofScope.getScope(), ofScope.getSchemaUrl(), rejections);
        for (io.opentelemetry.proto.logs.v1.LogRecord sent : ofScope.getLogRecordsList()) {
          if (records.size() >= room) {
            rejections.reject(
                "too_many_records",
                "a request with more than " + limits.maxRecords() + " log records");
          } else {
            LogRecord record = record(sent, clock, resource, scope, rejections);
            if (record != null) {
              records.add(record);
            }
          }
        }
      }
    }
    return records;
  }

  /** The record, or {@code null} for one that was rejected. */
  private @Nullable LogRecord record(
      io.opentelemetry.proto.logs.v1.LogRecord sent,
      RecordClock clock,
      Resource resource,
      InstrumentationScope scope,
      Rejections rejections) {
    long time = sent.getTimeUnixNano();
    TimeSource source = TimeSource.EVENT;
    if (time == 0) {
      time = sent.getObservedTimeUnixNano();
      source = TimeSource.OBSERVED;
    }
    if (time == 0) {
      time = clock.nowEpochNanos();
      source = TimeSource.ACCEPTED;
    }
    if (!clock.accepts("time", time, rejections)) {
      return null;
    }
    Attributes own =
        attributes.map(sent.getAttributesList(), sent.getDroppedAttributesCount(), rejections);
    return new LogRecord(
        time,
        source,
        sent.getObservedTimeUnixNano(),
        severityNumber(sent.getSeverityNumberValue(), rejections),
        attributes.text(sent.getSeverityText(), limits.maxNameLength(), rejections),
        attributes.value(sent.getBody(), rejections),
        attributes.text(sent.getEventName(), limits.maxNameLength(), rejections),
        own.values(),
        own.dropped(),
        sent.getFlags(),
        traceId(sent.getTraceId(), rejections),
        spanId(sent.getSpanId(), rejections),
        resource,
        scope);
  }

  private static @Nullable TraceId traceId(ByteString sent, Rejections rejections) {
    if (!sent.isEmpty() && sent.size() != TraceId.BYTES) {
      rejections.cut("trace_id", WireIds.detail(sent, TraceId.BYTES));
    }
    return WireIds.traceId(sent);
  }

  private static @Nullable SpanId spanId(ByteString sent, Rejections rejections) {
    if (!sent.isEmpty() && sent.size() != SpanId.BYTES) {
      rejections.cut("span_id", WireIds.detail(sent, SpanId.BYTES));
    }
    return WireIds.spanId(sent);
  }

  private static int severityNumber(int sent, Rejections rejections) {
    if (sent < 0 || sent > LogRecord.MAX_SEVERITY_NUMBER) {
      rejections.cut(
          "severity_number", sent + " (expected: 0.." + LogRecord.MAX_SEVERITY_NUMBER + ")");
      return 0;
    }
    return sent;
  }
}
