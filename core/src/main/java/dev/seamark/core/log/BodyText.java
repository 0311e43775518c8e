package dev.seamark.core.log;

import dev.seamark.core.span.AttributeValue;
import java.util.List;
import java.util.Map;

/**
 * Bodies as people read and search them: a text as it is, anything else as JSON. What JSON does not
 * tell apart, such as bytes and text, is not told apart here.
 */
public final class BodyText {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private BodyText() {}

  /** The text of a body; empty for one without content. */
  public static String of(AttributeValue body) {
    return switch (body) {
      case AttributeValue.Empty() -> "";
      case AttributeValue.Text(String text) -> text;
      case AttributeValue.Array _,
          AttributeValue.Bool _,
          AttributeValue.Bytes _,
          AttributeValue.Int _,
          AttributeValue.KeyValues _,
          AttributeValue.Real _ -> {
        StringBuilder json = new StringBuilder();
        value(json, body);
        yield json.toString();
      }
    };
  }

  private static void value(StringBuilder json, AttributeValue value) {
    switch (value) {
      case AttributeValue.Empty() -> json.append("null");
      case AttributeValue.Text(String text) -> text(json, text);
      case AttributeValue.Bool(boolean bool) -> json.append(bool);
      case AttributeValue.Int(long number) -> json.append(number);
      case AttributeValue.Real(double number) -> {
        if (Double.isFinite(number)) {
          json.append(number);
        } else {
          text(json, Double.toString(number));
        }
      }
      case AttributeValue.Bytes(String base64) -> text(json, base64);
      case AttributeValue.Array(List<AttributeValue> values) -> {
        json.append('[');
        String separator = "";
        for (AttributeValue each : values) {
          json.append(separator);
          value(json, each);
          separator = ",";
        }
        json.append(']');
      }
      case AttributeValue.KeyValues(Map<String, AttributeValue> values) -> {
        json.append('{');
        String separator = "";
        for (Map.Entry<String, AttributeValue> entry : values.entrySet()) {
          json.append(separator);
          text(json, entry.getKey());
          json.append(':');
          value(json, entry.getValue());
          separator = ",";
        }
        json.append('}');
      }
    }
  }

  private static void text(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }
}
