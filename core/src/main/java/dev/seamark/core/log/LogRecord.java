package dev.seamark.core.log;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One log record as its client sent it.
 *
 * @param epochNanos where the record lies in time, nanoseconds since 1970-01-01T00:00:00Z
 * @param timeSource which clock {@code epochNanos} was read from
 * @param observedEpochNanos when a collector saw the record, nanoseconds since 1970, as sent; 0
 *     when it was not sent
 * @param severityNumber OTLP's, 1 (TRACE) to 24 (FATAL4); 0 when it was not sent
 * @param severityText the source's own word for its severity; empty when it was not sent
 * @param body {@link AttributeValue.Empty} when there is none
 * @param eventName empty for a record that is no event
 * @param flags W3C trace flags in the lowest 8 bits, as sent (unsigned 32 bits)
 * @param traceId {@code null} for a record outside of any trace
 * @param spanId {@code null} for a record outside of any span
 */
public record LogRecord(
    long epochNanos,
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
    Resource resource,
    InstrumentationScope scope) {
  public static final int MAX_SEVERITY_NUMBER = 24;

  public LogRecord {
    if (severityNumber < 0 || severityNumber > MAX_SEVERITY_NUMBER) {
      throw new IllegalArgumentException(
          "severityNumber: " + severityNumber + " (expected: 0.." + MAX_SEVERITY_NUMBER + ")");
    }
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** The record with these of its parts, the others empty. */
  public LogRecord only(Set<LogPart> parts) {
    return new LogRecord(
        epochNanos,
        timeSource,
        observedEpochNanos,
        severityNumber,
        severityText,
        parts.contains(LogPart.BODY) ? body : AttributeValue.Empty.INSTANCE,
        eventName,
        parts.contains(LogPart.ATTRIBUTES) ? attributes : Map.of(),
        droppedAttributesCount,
        flags,
        traceId,
        spanId,
        parts.contains(LogPart.RESOURCE) ? resource : Resource.ofService(resource.serviceName()),
        parts.contains(LogPart.SCOPE) ? scope : InstrumentationScope.NONE);
  }

  /** Clocks that a record's time can come from. The order is that of the stored numbers. */
  public enum TimeSource {
    /** The source said when it happened. */
    EVENT,
    /** The source did not; this is when a collector saw it. */
    OBSERVED,
    /** Nobody said; this is when it was accepted. */
    ACCEPTED
  }
}
