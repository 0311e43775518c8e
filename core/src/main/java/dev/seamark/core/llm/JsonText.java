package dev.seamark.core.llm;

import dev.seamark.core.span.AttributeValue;
import java.util.Iterator;
import java.util.Map;

/** Writes attribute values as JSON text. */
final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  static String of(AttributeValue value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  static void append(StringBuilder out, AttributeValue value) {
    switch (value) {
      case AttributeValue.Empty _ -> out.append("null");
      case AttributeValue.Text(String text) -> append(out, text);
      case AttributeValue.Bool(boolean bool) -> out.append(bool);
      case AttributeValue.Int(long number) -> out.append(number);
      case AttributeValue.Real(double number) -> {
        if (Double.isFinite(number)) {
          out.append(number);
        } else {
          append(out, Double.toString(number));
        }
      }
      case AttributeValue.Bytes(String base64) -> append(out, base64);
      case AttributeValue.Array(var values) -> {
        out.append('[');
        Iterator<AttributeValue> elements = values.iterator();
        while (elements.hasNext()) {
          append(out, elements.next());
          out.append(elements.hasNext() ? "," : "");
        }
        out.append(']');
      }
      case AttributeValue.KeyValues(Map<String, AttributeValue> values) -> {
        out.append('{');
        Iterator<Map.Entry<String, AttributeValue>> members = values.entrySet().iterator();
        while (members.hasNext()) {
          Map.Entry<String, AttributeValue> member = members.next();
          append(out, member.getKey());
          out.append(':');
          append(out, member.getValue());
          out.append(members.hasNext() ? "," : "");
        }
        out.append('}');
      }
    }
  }

  static void append(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
