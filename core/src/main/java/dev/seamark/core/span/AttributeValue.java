package dev.seamark.core.span;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of an attribute: the closed set of OTLP's {@code AnyValue}. */
public sealed interface AttributeValue {

  /** A value that was sent without content. */
  record Empty() implements AttributeValue {
    public static final Empty INSTANCE = new Empty();
  }

  record Text(String value) implements AttributeValue {}

  record Bool(boolean value) implements AttributeValue {}

  record Int(long value) implements AttributeValue {}

  record Real(double value) implements AttributeValue {}

  /** Base64 text of the bytes, so that the value compares by content. */
  record Bytes(String base64) implements AttributeValue {}

  /** Values of any types, mixed ones included, in order. */
  record Array(List<AttributeValue> values) implements AttributeValue {
    public Array {
      values = List.copyOf(values);
    }
  }

  /** Nested attributes in the order they were sent. */
  record KeyValues(Map<String, AttributeValue> values) implements AttributeValue {
    public KeyValues {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }
}
