package dev.seamark.query.otlp;

import dev.seamark.core.span.AttributeValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes as JSON, so that every value can be told from every other one:
 *
 * <ul>
 *   <li>text is a string, a boolean is a boolean, a value without content is null, a list is an
 *       array;
 *   <li>an integer is a number without fraction and exponent; outside ±(2^53 − 1), where JavaScript
 *       would round it, it is {@code {"int": "9223372036854775807"}};
 *   <li>a real is a number with fraction or exponent ({@code 3.0}); those that JSON has no number
 *       for are {@code {"double": "NaN"}}, {@code "Infinity"} and {@code "-Infinity"};
 *   <li>bytes are {@code {"bytes": "base64"}};
 *   <li>nested attributes are {@code {"kvlist": {…}}}.
 * </ul>
 *
 * An object therefore always has exactly one key, which says what it is.
 */
public final class AttributeJson {
  private static final long MAX_SAFE = (1L << 53) - 1;

  private AttributeJson() {}

  public static Map<String, @Nullable Object> of(Map<String, AttributeValue> attributes) {
    Map<String, @Nullable Object> json = LinkedHashMap.newLinkedHashMap(attributes.size());
    attributes.forEach((key, value) -> json.put(key, of(value)));
    return json;
  }

  public static @Nullable Object of(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Empty() -> null;
      case AttributeValue.Text(String text) -> text;
      case AttributeValue.Bool(boolean bool) -> bool;
      case AttributeValue.Int(long number) ->
          number < -MAX_SAFE || number > MAX_SAFE
              ? Map.of("int", Long.toString(number))
              : (Object) number;
      case AttributeValue.Real(double number) ->
          Double.isFinite(number) ? number : Map.of("double", Double.toString(number));
      case AttributeValue.Bytes(String base64) -> Map.of("bytes", base64);
      case AttributeValue.Array(List<AttributeValue> values) -> array(values);
      case AttributeValue.KeyValues(Map<String, AttributeValue> values) ->
          Map.of("kvlist", of(values));
    };
  }

  private static List<@Nullable Object> array(List<AttributeValue> values) {
    List<@Nullable Object> json = new ArrayList<>(values.size());
    for (AttributeValue value : values) {
      json.add(of(value));
    }
    return json;
  }
}
