package dev.seamark.core.span;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened while a span was open.
 *
 * @param epochNanos nanoseconds since 1970-01-01T00:00:00Z, as sent
 */
public record SpanEvent(
    long epochNanos,
    String name,
    Map<String, AttributeValue> attributes,
    int droppedAttributesCount) {
  public SpanEvent {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
