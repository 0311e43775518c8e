package dev.seamark.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.ingest.body.MemoryBudget;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMessageReaderTest {

  @Test
  void read_span_everyField() {
    Span span =
        span(
            """
            "traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"eee19b7ec3c1b174",
            "parentSpanId":"EEE19B7EC3C1B173","traceState":"a=b","flags":257,"name":"n","kind":3,
            "startTimeUnixNano":"1544712660000000001","endTimeUnixNano":1544712661000000002,
            "droppedAttributesCount":7,
            "events":[{"timeUnixNano":"5","name":"e","droppedAttributesCount":"2"}],
            "links":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","flags":1}],
            "status":{"code":2,"message":"boom"}
            """);
    assertThat(span.getTraceId()).isEqualTo(ByteString.fromHex("5b8efff798038103d269b633813fc60c"));
    assertThat(span.getParentSpanId()).isEqualTo(ByteString.fromHex("eee19b7ec3c1b173"));
    assertThat(span.getStartTimeUnixNano()).isEqualTo(1544712660000000001L);
    assertThat(span.getEndTimeUnixNano()).isEqualTo(1544712661000000002L);
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(span.getFlags()).isEqualTo(257);
    assertThat(span.getDroppedAttributesCount()).isEqualTo(7);
    assertThat(span.getEvents(0).getDroppedAttributesCount()).isEqualTo(2);
    assertThat(span.getLinks(0).getSpanId()).isEqualTo(ByteString.fromHex("b7ad6b7169203331"));
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
  }

  @Test
  void read_snakeCaseNamesAndEnumNames() {
    Span span =
        span(
            """
            "trace_id":"5b8efff798038103d269b633813fc60c","start_time_unix_nano":"1",
            "kind":"SPAN_KIND_SERVER"
            """);
    assertThat(span.getTraceId().size()).isEqualTo(16);
    assertThat(span.getStartTimeUnixNano()).isEqualTo(1);
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
  }

  @Test
  void read_unknownMembersAndNulls_areSkipped() {
    Span span =
        span(
            """
            "name":"n","status":null,"kind":null,"events":null,
            "later":{"deep":[{"traceId":1},null,"x"]},"attributes":[null]
            """);
    assertThat(span.getName()).isEqualTo("n");
    assertThat(span.hasStatus()).isFalse();
    assertThat(span.getAttributesCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz", "123", "da844515cacd51a46eaf08fdce22eedx", "==", "µ"})
  void read_idThatIsNotHex_hasALengthNoIdHas(String id) {
    assertThat(span("\"traceId\":\"" + id + "\"").getTraceId().size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9007199254740993|9007199254740993",
        "'\"9223372036854775807\"'|9223372036854775807",
        "'\"-9223372036854775808\"'|-9223372036854775808",
        "-1|-1",
        "1e3|1000",
        "2.0|2",
        "'\"1.5e1\"'|15"
      })
  void read_int64_asNumberOrText(String json, long expected) {
    assertThat(value("\"intValue\":" + json).getIntValue()).isEqualTo(expected);
  }

  /** JavaScript's exporters call every whole number an integer. */
  @ParameterizedTest
  @CsvSource({
    "1.7e308, 1.7e308",
    "-1e300, -1e300",
    "9223372036854775808, 9223372036854775808",
    "-9223372036854777856, -9223372036854777856",
    "1e19, 1e19"
  })
  void read_int64_numberBeyond64Bits_isADouble(String json, double expected) {
    assertThat(value("\"intValue\":" + json).getDoubleValue()).isEqualTo(expected);
  }

  @Test
  void read_int64_largestAsNumber() {
    assertThat(value("\"intValue\":9223372036854775807").getIntValue()).isEqualTo(Long.MAX_VALUE);
    assertThat(value("\"intValue\":-9223372036854775808").getIntValue()).isEqualTo(Long.MIN_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "\"x\"",
        "\"9223372036854775808\"",
        "\"1e999999999\"",
        "true",
        "{}",
        "\"\"",
        "1e400"
      })
  void read_int64_anythingElse_isMalformed(String json) {
    assertMalformed("{\"intValue\":" + json + "}", "integer");
  }

  @Test
  void read_unsigned64_takesAllBits() {
    assertThat(span("\"startTimeUnixNano\":\"18446744073709551615\"").getStartTimeUnixNano())
        .isEqualTo(-1);
    assertThat(span("\"startTimeUnixNano\":18446744073709551615").getStartTimeUnixNano())
        .isEqualTo(-1);
    assertThat(span("\"flags\":4294967295").getFlags()).isEqualTo(-1);
    assertThatThrownBy(() -> span("\"startTimeUnixNano\":-1")).isInstanceOf(SeamarkException.class);
    assertThatThrownBy(() -> span("\"flags\":4294967296")).isInstanceOf(SeamarkException.class);
  }

  @Test
  void read_doubles() {
    assertThat(value("\"doubleValue\":\"NaN\"").getDoubleValue()).isNaN();
    assertThat(value("\"doubleValue\":\"Infinity\"").getDoubleValue())
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(value("\"doubleValue\":\"-Infinity\"").getDoubleValue())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(value("\"doubleValue\":\"1.25\"").getDoubleValue()).isEqualTo(1.25);
    assertThat(value("\"doubleValue\":3").getDoubleValue()).isEqualTo(3);
  }

  @Test
  void read_bytes_areBase64() {
    assertThat(value("\"bytesValue\":\"/+8=\"").getBytesValue())
        .isEqualTo(ByteString.fromHex("ffef"));
    assertThat(value("\"bytesValue\":\"_-8\"").getBytesValue())
        .isEqualTo(ByteString.fromHex("ffef"));
    assertMalformed("{\"bytesValue\":\"!!!\"}", "Base64");
  }

  @Test
  void read_nestedValues() {
    AnyValue value =
        value(
            """
            "arrayValue":{"values":[{"stringValue":"a"},{},{"kvlistValue":{"values":[
              {"key":"k","value":{"boolValue":true}}]}}]}
            """);
    assertThat(value.getArrayValue().getValuesCount()).isEqualTo(3);
    assertThat(value.getArrayValue().getValues(1).getValueCase())
        .isEqualTo(AnyValue.ValueCase.VALUE_NOT_SET);
    assertThat(value.getArrayValue().getValues(2).getKvlistValue().getValues(0).getValue())
        .isEqualTo(AnyValue.newBuilder().setBoolValue(true).build());
  }

  @Test
  void read_tooDeep_isMalformed() {
    String open = "{\"arrayValue\":{\"values\":[";
    String close = "]}}";
    assertMalformed(open.repeat(60) + close.repeat(60), "inside one another");
    assertMalformed(open.repeat(100_000), "");
    assertMalformed("{\"unknown\":" + "[".repeat(100_000), "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{}{}",
        "{\"resourceSpans\":{}}",
        "{\"resourceSpans\":[1]}",
        "{\"resourceSpans\":[{\"schemaUrl\":5}]}",
        "{\"resourceSpans\":[",
        "nonsense",
        "{'resourceSpans':[]}"
      })
  void read_notARequest_isMalformed(String body) {
    assertThatThrownBy(() -> read(body, ExportTraceServiceRequest.getDefaultInstance()))
        .isInstanceOfSatisfying(
            SeamarkException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_PAYLOAD));
  }

  @Test
  void read_logsAndMetrics() {
    ExportLogsServiceRequest logs =
        (ExportLogsServiceRequest)
            read(
                """
                {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1",
                 "severityNumber":10,"traceId":"5B8EFFF798038103D269B633813FC60C",
                 "body":{"stringValue":"Example"}}]}]}]}
                """,
                ExportLogsServiceRequest.getDefaultInstance());
    assertThat(logs.getResourceLogs(0).getScopeLogs(0).getLogRecords(0).getTraceId().size())
        .isEqualTo(16);
    ExportMetricsServiceRequest metrics =
        (ExportMetricsServiceRequest)
            read(
                """
                {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","sum":{
                 "aggregationTemporality":1,"isMonotonic":true,
                 "dataPoints":[{"asDouble":5,"timeUnixNano":"2"}]}}]}]}]}
                """,
                ExportMetricsServiceRequest.getDefaultInstance());
    NumberDataPoint point =
        metrics.getResourceMetrics(0).getScopeMetrics(0).getMetrics(0).getSum().getDataPoints(0);
    assertThat(point.getAsDouble()).isEqualTo(5);
  }

  private static Span span(String members) {
    ExportTraceServiceRequest request =
        (ExportTraceServiceRequest)
            read(
                JsonRequests.spans("{" + members + "}"),
                ExportTraceServiceRequest.getDefaultInstance());
    return request.getResourceSpans(0).getScopeSpans(0).getSpans(0);
  }

  private static AnyValue value(String members) {
    return (AnyValue) read("{" + members + "}", AnyValue.getDefaultInstance());
  }

  private static void assertMalformed(String value, String expectation) {
    assertThatThrownBy(() -> read(value, AnyValue.getDefaultInstance()))
        .isInstanceOfSatisfying(
            SeamarkException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_PAYLOAD))
        .hasMessageContaining(expectation);
  }

  private static Message read(String json, Message empty) {
    try (MemoryBudget.Claim claim = new MemoryBudget(100 << 20).open()) {
      return new JsonMessageReader(empty.getDescriptorForType())
          .read(json.getBytes(StandardCharsets.UTF_8), empty.newBuilderForType(), claim);
    }
  }
}
