package dev.seamark.query.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.AttributeValue.Int;
import dev.seamark.core.span.AttributeValue.KeyValues;
import dev.seamark.core.span.AttributeValue.Real;
import dev.seamark.core.span.AttributeValue.Text;
import dev.seamark.storage.tests.SpanData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributeJsonTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void of_everyType_canBeReadBack() throws Exception {
    Map<String, AttributeValue> attributes = SpanData.everyType();

    JsonNode json = JSON.readTree(JSON.writeValueAsString(AttributeJson.of(attributes)));

    assertThat(read(json)).isEqualTo(attributes);
  }

  @Test
  void of_lookalikes_stayApart() throws Exception {
    List<AttributeValue> lookalikes =
        List.of(
            new Text("1"),
            new Int(1),
            new Real(1),
            new Text("NaN"),
            new Real(Double.NaN),
            new KeyValues(Map.of("int", new Text("9007199254740993"))),
            new Int(9_007_199_254_740_993L),
            new KeyValues(Map.of("bytes", new Text("AA=="))),
            new AttributeValue.Bytes("AA=="),
            new KeyValues(Map.of("kvlist", new KeyValues(Map.of()))));

    for (AttributeValue value : lookalikes) {
      String text = JSON.writeValueAsString(AttributeJson.of(value));
      assertThat(value(JSON.readTree(text))).as(text).isEqualTo(value);
    }
  }

  /** What a client does: every rule of the format, backwards. */
  private static AttributeValue value(JsonNode json) {
    return switch (json.getNodeType()) {
      case NULL -> AttributeValue.Empty.INSTANCE;
      case STRING -> new Text(json.asText());
      case BOOLEAN -> new AttributeValue.Bool(json.asBoolean());
      case NUMBER -> json.isIntegralNumber() ? new Int(json.asLong()) : new Real(json.asDouble());
      case ARRAY -> {
        List<AttributeValue> values = new ArrayList<>();
        json.forEach(each -> values.add(value(each)));
        yield new AttributeValue.Array(values);
      }
      default -> {
        assertThat(json).hasSize(1);
        String tag = json.fieldNames().next();
        JsonNode content = json.path(tag);
        yield switch (tag) {
          case "int" -> new Int(Long.parseLong(content.asText()));
          case "double" -> new Real(Double.parseDouble(content.asText()));
          case "bytes" -> new AttributeValue.Bytes(content.asText());
          case "kvlist" -> new KeyValues(read(content));
          default -> throw new AssertionError(tag);
        };
      }
    };
  }

  private static Map<String, AttributeValue> read(JsonNode json) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    json.properties().forEach(entry -> attributes.put(entry.getKey(), value(entry.getValue())));
    return attributes;
  }
}
