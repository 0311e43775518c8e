package dev.seamark.storage.clickhouse.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.SpanEvent;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.SpanLink;
import dev.seamark.core.span.TraceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the OTLP JSON that {@link OtlpJson} wrote. The empty text has nothing in it. Unknown fields
 * are skipped, so that an older reader can meet a newer row.
 */
public final class OtlpJsonReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(4_000)
                  .maxStringLength(256 * 1024 * 1024)
                  .build())
          .build();

  private OtlpJsonReader() {}

  /** Attributes from a list of KeyValue, in order. */
  public static Map<String, AttributeValue> attributes(String json) {
    return json.isEmpty() ? Map.of() : read(json, OtlpJsonReader::keyValues);
  }

  /** One value. */
  public static AttributeValue any(String json) {
    return read(json, OtlpJsonReader::value);
  }

  /** A scope from its columns and the object with its attributes. */
  public static InstrumentationScope scope(
      String name, String version, String schemaUrl, String json) {
    Fields fields = json.isEmpty() ? new Fields() : read(json, OtlpJsonReader::fields);
    return new InstrumentationScope(name, version, fields.attributes, fields.dropped, schemaUrl);
  }

  public static List<SpanEvent> events(String json) {
    return list(json).stream()
        .map(fields ->
            new SpanEvent(
                Long.parseUnsignedLong(fields.text("timeUnixNano", "0")),
                fields.text("name", ""),
                fields.attributes,
                fields.dropped))
        .toList();
  }

  public static List<SpanLink> links(String json) {
    return list(json).stream()
        .map(fields ->
            new SpanLink(
                TraceId.parse(fields.text("traceId", "")),
                SpanId.parse(fields.text("spanId", "")),
                fields.text("traceState", ""),
                Integer.parseUnsignedInt(fields.text("flags", "0")),
                fields.attributes,
                fields.dropped))
        .toList();
  }

  private static List<Fields> list(String json) {
    return json.isEmpty()
        ? List.of()
        : read(json, parser -> values(parser, OtlpJsonReader::fields));
  }

  private static <T> T read(String json, Part<T> part) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      return part.read(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("stored OTLP JSON is not readable", e);
    }
  }

  /** The parser stands at an object. */
  private static Fields fields(JsonParser parser) throws IOException {
    Fields fields = new Fields();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("attributes")) {
        fields.attributes = keyValues(parser);
      } else if (name.equals("droppedAttributesCount")) {
        fields.dropped = (int) parser.getLongValue();
      } else if (token.isScalarValue()) {
        fields.texts.put(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return fields;
  }

  private static Map<String, AttributeValue> keyValues(JsonParser parser) throws IOException {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String key = "";
      AttributeValue value = AttributeValue.Empty.INSTANCE;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "key" -> key = parser.getText();
          case "value" -> value = value(parser);
          default -> parser.skipChildren();
        }
      }
      attributes.put(key, value);
    }
    return attributes;
  }

  private static AttributeValue value(JsonParser parser) throws IOException {
    AttributeValue value = AttributeValue.Empty.INSTANCE;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "stringValue" -> value = new AttributeValue.Text(parser.getText());
        case "boolValue" -> value = new AttributeValue.Bool(parser.getBooleanValue());
        case "intValue" -> value = new AttributeValue.Int(Long.parseLong(parser.getText()));
        case "doubleValue" -> value = new AttributeValue.Real(Double.parseDouble(parser.getText()));
        case "bytesValue" -> value = new AttributeValue.Bytes(parser.getText());
        case "arrayValue" ->
            value =
                new AttributeValue.Array(
                    inValues(parser, List.of(), p -> values(p, OtlpJsonReader::value)));
        case "kvlistValue" ->
            value =
                new AttributeValue.KeyValues(inValues(parser, Map.of(), OtlpJsonReader::keyValues));
        default -> parser.skipChildren();
      }
    }
    return value;
  }

  /** The one field of {@code {"values": …}}. */
  private static <T> T inValues(JsonParser parser, T none, Part<T> part) throws IOException {
    T values = none;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = parser.currentName().equals("values");
      parser.nextToken();
      if (wanted) {
        values = part.read(parser);
      } else {
        parser.skipChildren();
      }
    }
    return values;
  }

  private static <T> List<T> values(JsonParser parser, Part<T> part) throws IOException {
    List<T> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(part.read(parser));
    }
    return values;
  }

  @FunctionalInterface
  private interface Part<T> {
    T read(JsonParser parser) throws IOException;
  }

  private static final class Fields {
    private final Map<String, String> texts = new LinkedHashMap<>();
    private Map<String, AttributeValue> attributes = Map.of();
    private int dropped;

    String text(String name, String orElse) {
      return texts.getOrDefault(name, orElse);
    }
  }
}
