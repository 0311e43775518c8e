package dev.seamark.core.span;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A reference from a span to another one, of the same trace or of another. */
public record SpanLink(
    TraceId traceId,
    SpanId spanId,
    String traceState,
    int flags,
    Map<String, AttributeValue> attributes,
    int droppedAttributesCount) {
  public SpanLink {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
