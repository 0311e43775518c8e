package dev.seamark.core.llm;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanEvent;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.SpanKind;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spans to map: built in a line, or read from the recorded ones. */
final class TestSpans {
  static final long START = 1_795_171_190_134_000_000L;
  static final Resource RESOURCE =
      new Resource(Map.of("service.name", new AttributeValue.Text("app")), 0, "");

  private TestSpans() {}

  /** Keys and values in turn; values are texts, numbers, booleans or lists of texts. */
  static Span span(Object... attributes) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      map.put((String) attributes[i], value(attributes[i + 1]));
    }
    return span("span", START, map, List.of(), RESOURCE);
  }

  static Span span(
      String name,
      long start,
      Map<String, AttributeValue> attributes,
      List<SpanEvent> events,
      Resource resource) {
    return new Span(
        new TraceId(1, 2),
        new SpanId(3),
        null,
        "",
        0,
        name,
        SpanKind.INTERNAL,
        start,
        start + 1_000_000,
        StatusCode.UNSET,
        "",
        attributes,
        0,
        events,
        0,
        List.of(),
        0,
        resource,
        InstrumentationScope.NONE);
  }

  static SpanEvent event(String name, long time, Object... attributes) {
    return new SpanEvent(time, name, span(attributes).attributes(), 0);
  }

  static Span withEvents(Span span, SpanEvent... events) {
    return span(
        span.name(), span.startEpochNanos(), span.attributes(), List.of(events), span.resource());
  }

  /** The span of that name that the client sent, as recorded. */
  static Span recorded(String client, String name) {
    String heading = "span " + client + " | " + name + " | ";
    List<LineFile.Line> lines = LineFile.lines(LineFile.read("recorded-spans.txt"));
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    long start = 0;
    for (LineFile.Line line : lines) {
      if (line.text().startsWith("span ")) {
        if (start > 0) {
          break;
        }
        if (line.text().startsWith(heading)) {
          start = Long.parseLong(line.text().substring(heading.length()));
        }
      } else if (start > 0) {
        String[] entry = line.text().split(" = ", 2);
        attributes.put(entry[0], recordedValue(entry[1]));
      }
    }
    if (start == 0) {
      throw new AssertionError("recorded-spans.txt: no " + heading);
    }
    return span(name, start, attributes, List.of(), RESOURCE);
  }

  private static AttributeValue recordedValue(String text) {
    String value = text.length() > 2 ? text.substring(2) : "";
    return switch (text.charAt(0)) {
      case 's' -> new AttributeValue.Text(value);
      case 'i' -> new AttributeValue.Int(Long.parseLong(value));
      case 'd' -> new AttributeValue.Real(Double.parseDouble(value));
      case 'b' -> new AttributeValue.Bool(Boolean.parseBoolean(value));
      case 'l' -> value(new ArrayList<>(Json.parseArray(value).orElseThrow()));
      default -> throw new AssertionError(text);
    };
  }

  static AttributeValue value(Object value) {
    return switch (value) {
      case AttributeValue attribute -> attribute;
      case String text -> new AttributeValue.Text(text);
      case Integer number -> new AttributeValue.Int(number);
      case Long number -> new AttributeValue.Int(number);
      case Double number -> new AttributeValue.Real(number);
      case Boolean bool -> new AttributeValue.Bool(bool);
      case List<?> list -> new AttributeValue.Array(list.stream().map(TestSpans::value).toList());
      default -> throw new AssertionError(value);
    };
  }
}
