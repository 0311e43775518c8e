package dev.seamark.core.span;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The library that recorded a span. Texts are empty when the client sent none. */
public record InstrumentationScope(
    String name,
    String version,
    Map<String, AttributeValue> attributes,
    int droppedAttributesCount,
    String schemaUrl) {
  public static final InstrumentationScope NONE = new InstrumentationScope("", "", Map.of(), 0, "");

  public InstrumentationScope {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
