package dev.seamark.storage.clickhouse.otlp;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.SpanEvent;
import dev.seamark.core.span.SpanLink;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Writes the OTLP JSON in which attributes without a typed column, events, links and scope
 * attributes are kept: 64-bit integers as text, bytes as base64, NaN and infinities as text, ids as
 * hex. Nothing to say is the empty text. {@link OtlpJsonReader} reads it back.
 */
public final class OtlpJson {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(512);

  /** A KeyValue list of those attributes whose values are wanted. */
  public String attributes(
      Map<String, AttributeValue> attributes, Predicate<AttributeValue> wanted) {
    out.setLength(0);
    attributes.forEach((key, value) -> {
      if (wanted.test(value)) {
        out.append(out.isEmpty() ? '[' : ',');
        keyValue(key, value);
      }
    });
    return out.isEmpty() ? "" : out.append(']').toString();
  }

  /** One value. */
  public String any(AttributeValue value) {
    out.setLength(0);
    value(value);
    return out.toString();
  }

  /** An object with the attributes and their dropped count. */
  public String scope(InstrumentationScope scope) {
    if (scope.attributes().isEmpty() && scope.droppedAttributesCount() == 0) {
      return "";
    }
    out.setLength(0);
    out.append('{');
    attributesAndDropped(scope.attributes(), scope.droppedAttributesCount());
    return out.append('}').toString();
  }

  /** A list of events. */
  public String events(List<SpanEvent> events) {
    if (events.isEmpty()) {
      return "";
    }
    out.setLength(0);
    char separator = '[';
    for (SpanEvent event : events) {
      out.append(separator).append("{\"timeUnixNano\":\"");
      out.append(Long.toUnsignedString(event.epochNanos())).append("\",\"name\":");
      text(event.name());
      out.append(',');
      attributesAndDropped(event.attributes(), event.droppedAttributesCount());
      out.append('}');
      separator = ',';
    }
    return out.append(']').toString();
  }

  /** A list of links. */
  public String links(List<SpanLink> links) {
    if (links.isEmpty()) {
      return "";
    }
    out.setLength(0);
    char separator = '[';
    for (SpanLink link : links) {
      out.append(separator).append("{\"traceId\":\"").append(link.traceId());
      out.append("\",\"spanId\":\"").append(link.spanId());
      out.append("\",\"traceState\":");
      text(link.traceState());
      out.append(",\"flags\":").append(Integer.toUnsignedLong(link.flags())).append(',');
      attributesAndDropped(link.attributes(), link.droppedAttributesCount());
      out.append('}');
      separator = ',';
    }
    return out.append(']').toString();
  }

  private void attributesAndDropped(Map<String, AttributeValue> attributes, int dropped) {
    out.append("\"attributes\":");
    keyValues(attributes);
    if (dropped != 0) {
      out.append(",\"droppedAttributesCount\":").append(Integer.toUnsignedLong(dropped));
    }
  }

  private void keyValues(Map<String, AttributeValue> attributes) {
    out.append('[');
    int before = out.length();
    attributes.forEach((key, value) -> {
      if (out.length() > before) {
        out.append(',');
      }
      keyValue(key, value);
    });
    out.append(']');
  }

  private void keyValue(String key, AttributeValue value) {
    out.append("{\"key\":");
    text(key);
    out.append(",\"value\":");
    value(value);
    out.append('}');
  }

  private void value(AttributeValue value) {
    out.append('{');
    switch (value) {
      case AttributeValue.Empty() -> {}
      case AttributeValue.Text(String text) -> {
        out.append("\"stringValue\":");
        text(text);
      }
      case AttributeValue.Bool(boolean bool) -> out.append("\"boolValue\":").append(bool);
      case AttributeValue.Int(long number) ->
          out.append("\"intValue\":\"").append(number).append('"');
      case AttributeValue.Real(double number) -> {
        out.append("\"doubleValue\":");
        if (Double.isFinite(number)) {
          out.append(number);
        } else {
          out.append('"').append(number).append('"');
        }
      }
      case AttributeValue.Bytes(String base64) -> {
        out.append("\"bytesValue\":");
        text(base64);
      }
      case AttributeValue.Array(List<AttributeValue> values) -> {
        out.append("\"arrayValue\":{\"values\":[");
        String separator = "";
        for (AttributeValue each : values) {
          out.append(separator);
          value(each);
          separator = ",";
        }
        out.append("]}");
      }
      case AttributeValue.KeyValues(Map<String, AttributeValue> values) -> {
        out.append("\"kvlistValue\":{\"values\":");
        keyValues(values);
        out.append('}');
      }
    }
    out.append('}');
  }

  private void text(String text) {
    out.append('"');
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\') {
        continue;
      }
      out.append(text, copied, i);
      copied = i + 1;
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
      }
    }
    out.append(text, copied, text.length()).append('"');
  }
}
