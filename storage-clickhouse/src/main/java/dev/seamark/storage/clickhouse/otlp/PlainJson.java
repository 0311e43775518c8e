package dev.seamark.storage.clickhouse.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.seamark.core.span.AttributeValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Values as people write them in JSON, for reading and searching. What JSON does not tell apart,
 * such as bytes and text, is not told apart here: {@link OtlpJson} keeps that.
 */
public final class PlainJson {
  private static final JsonFactory JSON = new JsonFactory();

  private PlainJson() {}

  /** A text as it is, nothing for an empty value, else JSON. */
  public static String of(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Empty() -> "";
      case AttributeValue.Text(String text) -> text;
      case AttributeValue.Array _,
          AttributeValue.Bool _,
          AttributeValue.Bytes _,
          AttributeValue.Int _,
          AttributeValue.KeyValues _,
          AttributeValue.Real _ ->
          json(value);
    };
  }

  private static String json(AttributeValue value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, AttributeValue value) throws IOException {
    switch (value) {
      case AttributeValue.Empty() -> out.writeNull();
      case AttributeValue.Text(String text) -> out.writeString(text);
      case AttributeValue.Bool(boolean bool) -> out.writeBoolean(bool);
      case AttributeValue.Int(long number) -> out.writeNumber(number);
      // NaN and infinities, which JSON lacks, are written as text.
      case AttributeValue.Real(double number) -> out.writeNumber(number);
      case AttributeValue.Bytes(String base64) -> out.writeString(base64);
      case AttributeValue.Array(List<AttributeValue> values) -> {
        out.writeStartArray();
        for (AttributeValue each : values) {
          write(out, each);
        }
        out.writeEndArray();
      }
      case AttributeValue.KeyValues(Map<String, AttributeValue> values) -> {
        out.writeStartObject();
        for (Map.Entry<String, AttributeValue> entry : values.entrySet()) {
          out.writeFieldName(entry.getKey());
          write(out, entry.getValue());
        }
        out.writeEndObject();
      }
    }
  }
}
