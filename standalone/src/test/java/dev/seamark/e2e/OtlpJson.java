package dev.seamark.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanEvent;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.SpanKind;
import dev.seamark.core.span.SpanLink;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the lines that {@code send.mjs} prints: spans in OTLP's JSON names. */
final class OtlpJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OtlpJson() {}

  static Span span(String line) {
    JsonNode span;
    try {
      span = JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
    String parent = text(span, "parentSpanId");
    return new Span(
        TraceId.parse(text(span, "traceId")),
        SpanId.parse(text(span, "spanId")),
        parent.isEmpty() ? null : SpanId.parse(parent),
        text(span, "traceState"),
        span.get("flags").intValue(),
        text(span, "name"),
        SpanKind.of(span.get("kind").intValue()),
        nanos(span, "startTimeUnixNano"),
        nanos(span, "endTimeUnixNano"),
        StatusCode.of(span.get("status").get("code").intValue()),
        text(span.get("status"), "message"),
        attributes(span),
        span.get("droppedAttributesCount").intValue(),
        list(span.get("events"), OtlpJson::event),
        span.get("droppedEventsCount").intValue(),
        list(span.get("links"), OtlpJson::link),
        span.get("droppedLinksCount").intValue(),
        new Resource(attributes(span.get("resource")), 0, ""),
        new InstrumentationScope(
            text(span.get("scope"), "name"), text(span.get("scope"), "version"), Map.of(), 0, ""));
  }

  private static SpanEvent event(JsonNode event) {
    return new SpanEvent(
        nanos(event, "timeUnixNano"),
        text(event, "name"),
        attributes(event),
        event.get("droppedAttributesCount").intValue());
  }

  private static SpanLink link(JsonNode link) {
    return new SpanLink(
        TraceId.parse(text(link, "traceId")),
        SpanId.parse(text(link, "spanId")),
        text(link, "traceState"),
        link.get("flags").intValue(),
        attributes(link),
        link.get("droppedAttributesCount").intValue());
  }

  private static Map<String, AttributeValue> attributes(JsonNode owner) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    for (JsonNode entry : owner.get("attributes")) {
      attributes.put(text(entry, "key"), value(entry.get("value")));
    }
    return attributes;
  }

  private static AttributeValue value(JsonNode value) {
    if (value.isEmpty()) {
      return AttributeValue.Empty.INSTANCE;
    }
    Map.Entry<String, JsonNode> typed = value.properties().iterator().next();
    JsonNode content = typed.getValue();
    return switch (typed.getKey()) {
      case "stringValue" -> new AttributeValue.Text(content.textValue());
      case "intValue" -> new AttributeValue.Int(Long.parseLong(content.textValue()));
      case "doubleValue" -> new AttributeValue.Real(content.doubleValue());
      case "boolValue" -> new AttributeValue.Bool(content.booleanValue());
      case "arrayValue" -> new AttributeValue.Array(list(content.get("values"), OtlpJson::value));
      default -> throw new IllegalArgumentException("value: " + value);
    };
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> reader) {
    List<T> list = new ArrayList<>(array.size());
    array.forEach(node -> list.add(reader.apply(node)));
    return list;
  }

  private static String text(JsonNode node, String name) {
    return node.get(name).textValue();
  }

  private static long nanos(JsonNode node, String name) {
    return Long.parseLong(text(node, name));
  }
}
