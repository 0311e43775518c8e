package dev.seamark.core.span;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One span as its client sent it.
 *
 * @param parentSpanId {@code null} for a root
 * @param startEpochNanos nanoseconds since 1970-01-01T00:00:00Z, as sent
 * @param endEpochNanos nanoseconds since 1970-01-01T00:00:00Z, as sent; 0 when the span has not
 *     ended
 * @param flags W3C trace flags and OTLP's remote-parent bits, as sent (unsigned 32 bits)
 */
public record Span(
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
    Resource resource,
    InstrumentationScope scope) {
  public Span {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    events = List.copyOf(events);
    links = List.copyOf(links);
  }

  /** Time from start to end in nanoseconds; 0 for a span that has not ended or ends too early. */
  public long durationNanos() {
    return Math.max(0, endEpochNanos - startEpochNanos);
  }
}
