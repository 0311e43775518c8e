package dev.seamark.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.seamark.core.log.LogRecord;
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

/** Reads the lines that the scripts print: spans and log records in OTLP's JSON names. */
final class OtlpJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OtlpJson() {}

  static Span span(String line) {
    JsonNode span = read(line);
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
        scope(span));
  }

  static LogRecord log(String line) {
    JsonNode log = read(line);
    String traceId = text(log, "traceId");
    String spanId = text(log, "spanId");
    return new LogRecord(
        nanos(log, "timeUnixNano"),
        LogRecord.TimeSource.EVENT,
        nanos(log, "observedTimeUnixNano"),
        log.get("severityNumber").intValue(),
        text(log, "severityText"),
        value(log.get("body")),
        text(log, "eventName"),
        attributes(log),
        log.get("droppedAttributesCount").intValue(),
        log.get("flags").intValue(),
        traceId.isEmpty() ? null : TraceId.parse(traceId),
        spanId.isEmpty() ? null : SpanId.parse(spanId),
        new Resource(attributes(log.get("resource")), 0, ""),
        scope(log));
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private static InstrumentationScope scope(JsonNode owner) {
    JsonNode scope = owner.get("scope");
    return new InstrumentationScope(text(scope, "name"), text(scope, "version"), Map.of(), 0, "");
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
    return keyValues(owner.get("attributes"));
  }

  private static Map<String, AttributeValue> keyValues(JsonNode list) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    for (JsonNode entry : list) {
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
      case "bytesValue" -> new AttributeValue.Bytes(content.textValue());
      case "kvlistValue" -> new AttributeValue.KeyValues(keyValues(content.get("values")));
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
