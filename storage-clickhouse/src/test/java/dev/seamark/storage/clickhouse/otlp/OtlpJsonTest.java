package dev.seamark.storage.clickhouse.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.AttributeValue.Array;
import dev.seamark.core.span.AttributeValue.Int;
import dev.seamark.core.span.AttributeValue.KeyValues;
import dev.seamark.core.span.AttributeValue.Real;
import dev.seamark.core.span.AttributeValue.Text;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanEvent;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.SpanLink;
import dev.seamark.core.span.TraceId;
import dev.seamark.storage.tests.SpanData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OtlpJsonTest {
  private final OtlpJson json = new OtlpJson();

  @Test
  void attributes_text() {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    attributes.put("n", new Int(Long.MIN_VALUE));
    attributes.put("a", new Array(List.of(new Text("\"\\\u0001\u001f\n"), new Real(Double.NaN))));
    attributes.put("m", new KeyValues(Map.of("é", new Real(1.5))));

    assertThat(json.attributes(attributes, _ -> true))
        .isEqualTo(
            """
            [{"key":"n","value":{"intValue":"-9223372036854775808"}},\
            {"key":"a","value":{"arrayValue":{"values":[{"stringValue":"\\"\\\\\\u0001\\u001f\\n"},\
            {"doubleValue":"NaN"}]}}},\
            {"key":"m","value":{"kvlistValue":{"values":[{"key":"é","value":{"doubleValue":1.5}}]}}}]\
            """);
  }

  @Test
  void attributes_everyType() {
    Map<String, AttributeValue> attributes = SpanData.everyType();

    assertThat(OtlpJsonReader.attributes(json.attributes(attributes, _ -> true)))
        .containsExactlyEntriesOf(attributes);
  }

  @Test
  void attributes_none() {
    assertThat(json.attributes(Map.of(), _ -> true)).isEmpty();
    assertThat(json.attributes(SpanData.everyType(), _ -> false)).isEmpty();
    assertThat(OtlpJsonReader.attributes("")).isEmpty();
  }

  @Test
  void attributes_deeplyNested() {
    AttributeValue deep = new Text("bottom");
    for (int depth = 0; depth < 500; depth++) {
      deep = depth % 2 == 0 ? new Array(List.of(deep)) : new KeyValues(Map.of("k", deep));
    }
    Map<String, AttributeValue> attributes = Map.of("deep", deep);

    assertThat(OtlpJsonReader.attributes(json.attributes(attributes, _ -> true)))
        .isEqualTo(attributes);
  }

  @Test
  void eventsAndLinks_full() {
    Span span =
        SpanData.fullestSpan(SpanData.randomTraceId(new Random(1)), 1_763_640_000_123_456_789L);

    assertThat(OtlpJsonReader.events(json.events(span.events()))).isEqualTo(span.events());
    assertThat(OtlpJsonReader.links(json.links(span.links()))).isEqualTo(span.links());
  }

  @Test
  void eventsAndLinks_extremeNumbers() {
    List<SpanEvent> events = List.of(new SpanEvent(-1, "", Map.of(), -1));
    List<SpanLink> links =
        List.of(new SpanLink(new TraceId(-1, -1), new SpanId(-1), "\\", -1, Map.of(), -1));

    assertThat(OtlpJsonReader.events(json.events(events))).isEqualTo(events);
    assertThat(OtlpJsonReader.links(json.links(links))).isEqualTo(links);
  }

  @Test
  void eventsAndLinks_none() {
    assertThat(json.events(List.of())).isEmpty();
    assertThat(json.links(List.of())).isEmpty();
    assertThat(OtlpJsonReader.events("")).isEmpty();
    assertThat(OtlpJsonReader.links("")).isEmpty();
  }

  @Test
  void scope_full() {
    InstrumentationScope scope =
        new InstrumentationScope("name", "1", SpanData.everyType(), 3, "https://schema");

    assertThat(OtlpJsonReader.scope("name", "1", "https://schema", json.scope(scope)))
        .isEqualTo(scope);
  }

  @Test
  void scope_nothingToKeep() {
    assertThat(json.scope(InstrumentationScope.NONE)).isEmpty();
    assertThat(OtlpJsonReader.scope("", "", "", "")).isEqualTo(InstrumentationScope.NONE);
  }

  @Test
  void reader_fieldsOfALaterVersion() {
    assertThat(
            OtlpJsonReader.attributes(
                """
                [{"key":"a","later":[{"b":1}],"value":{"stringValue":"x"},"keyRef":3}]\
                """))
        .isEqualTo(Map.of("a", new Text("x")));
    assertThat(
            OtlpJsonReader.events(
                """
                [{"name":"e","later":{"attributes":[]},"attributes":[{"key":"k","value":{}}]}]\
                """))
        .containsExactly(new SpanEvent(0, "e", Map.of("k", AttributeValue.Empty.INSTANCE), 0));
  }
}
