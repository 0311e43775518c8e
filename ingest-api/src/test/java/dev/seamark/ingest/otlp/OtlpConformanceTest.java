package dev.seamark.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Status;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.span.AttributeValue;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * OTLP/HTTP's rules for servers, each tried with each signal, and the table of what was found. It
 * is printed by the test run.
 */
class OtlpConformanceTest {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final Map<String, List<String>> TABLE =
      Collections.synchronizedMap(new LinkedHashMap<>());

  /**
   * A rule.
   *
   * @param level the specification's word; {@code client} for what it leaves open and clients need
   */
  private record Rule(String level, String text, Check check) {}

  @FunctionalInterface
  private interface Check {
    void of(OtlpServer server, ConformanceSignal signal) throws Exception;
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "MUST",
              "200 and an empty response when all is accepted, in the request's encoding",
              (server, signal) -> {
                HttpResponse<byte[]> protobuf = post(server, signal, PROTOBUF, body(signal));
                assertThat(protobuf.statusCode()).isEqualTo(200);
                assertThat(protobuf.headers().firstValue("content-type")).contains(PROTOBUF);
                assertThat(protobuf.body()).isEmpty();
                HttpResponse<byte[]> json = post(server, signal, JSON, signal.json(""));
                assertThat(json.statusCode()).isEqualTo(200);
                assertThat(json.headers().firstValue("content-type")).contains(JSON);
                assertThat(json.body()).asString().isEqualTo("{}");
              }),
          new Rule(
              "client",
              "a path with a slash at its end is the same path",
              (server, signal) ->
                  assertThat(
                          server
                              .postTo(signal.path() + "/", body(signal), "content-type", PROTOBUF)
                              .statusCode())
                      .isEqualTo(200)),
          new Rule(
              "client",
              "a media type may have parameters",
              (server, signal) ->
                  assertThat(
                          post(server, signal, "application/json; charset=utf-8", signal.json(""))
                              .statusCode())
                      .isEqualTo(200)),
          new Rule(
              "MUST",
              "gzip and no compression",
              (server, signal) -> {
                assertThat(gzip(server, signal, body(signal)).statusCode()).isEqualTo(200);
                assertThat(post(server, signal, PROTOBUF, body(signal)).statusCode())
                    .isEqualTo(200);
                assertThat(signal.received(server)).isEqualTo(2);
              }),
          new Rule(
              "MUST",
              "413 for a body beyond the limit, also after inflating",
              (server, signal) -> {
                byte[] large = new byte[(4 << 20) + 1];
                assertThat(post(server, signal, PROTOBUF, large).statusCode()).isEqualTo(413);
                assertThat(gzip(server, signal, large).statusCode()).isEqualTo(413);
              }),
          new Rule(
              "SHOULD",
              "an empty request succeeds",
              (server, signal) -> {
                assertThat(post(server, signal, PROTOBUF, new byte[0]).statusCode()).isEqualTo(200);
                assertThat(post(server, signal, JSON, "{}").statusCode()).isEqualTo(200);
              }),
          new Rule(
              "MUST",
              "a partial success is a 200 with the rejected count",
              (server, signal) -> {
                HttpResponse<byte[]> reply =
                    post(server, signal, PROTOBUF, signal.rejected().toByteArray());
                assertThat(reply.statusCode()).isEqualTo(200);
                assertThat(signal.partial(reply.body()).rejected()).isEqualTo(2);
              }),
          new Rule(
              "SHOULD",
              "a partial success says why",
              (server, signal) -> {
                HttpResponse<byte[]> reply =
                    post(server, signal, PROTOBUF, signal.rejected().toByteArray());
                assertThat(signal.partial(reply.body()).message()).contains("expected: at most");
              }),
          new Rule(
              "SHOULD",
              "a warning has a message and rejects nothing",
              (server, signal) -> {
                HttpResponse<byte[]> reply = post(server, signal, JSON, signal.cut());
                assertThat(reply.statusCode()).isEqualTo(200);
                assertThat(reply.body())
                    .asString()
                    .contains("errorMessage")
                    .doesNotContainPattern(signal.rejectedField + "\":\"[1-9]");
                assertThat(signal.received(server)).isEqualTo(1);
              }),
          new Rule(
              "MUST",
              "a response is bounded",
              (server, signal) -> {
                HttpResponse<byte[]> reply =
                    post(server, signal, PROTOBUF, signal.rejected().toByteArray());
                assertThat(reply.body().length).isLessThan(4096);
              }),
          new Rule(
              "MUST",
              "an error is a Status in the request's encoding, with a message",
              (server, signal) -> {
                byte[] nonsense = "nonsense".getBytes(UTF_8);
                HttpResponse<byte[]> protobuf = post(server, signal, PROTOBUF, nonsense);
                assertThat(protobuf.headers().firstValue("content-type")).contains(PROTOBUF);
                assertThat(Status.parseFrom(protobuf.body()).getMessage()).isNotEmpty();
                HttpResponse<byte[]> json = post(server, signal, JSON, nonsense);
                assertThat(json.headers().firstValue("content-type")).contains(JSON);
                assertThat(json.body()).asString().contains("\"message\":");
              }),
          new Rule(
              "MUST",
              "400 with BadRequest for what cannot be decoded",
              (server, signal) -> {
                HttpResponse<byte[]> reply =
                    post(server, signal, PROTOBUF, "nonsense".getBytes(UTF_8));
                assertThat(reply.statusCode()).isEqualTo(400);
                Any detail = Status.parseFrom(reply.body()).getDetails(0);
                assertThat(detail.is(BadRequest.class)).isTrue();
              }),
          new Rule(
              "MUST",
              "what may succeed later is a 429 or 503, with Retry-After",
              (server, signal) -> {
                for (ErrorCode trouble :
                    List.of(
                        ErrorCode.QUEUE_FULL,
                        ErrorCode.STORE_UNAVAILABLE,
                        ErrorCode.RATE_LIMITED)) {
                  server.trouble = new SeamarkException(trouble, "later");
                  HttpResponse<byte[]> reply = post(server, signal, PROTOBUF, body(signal));
                  assertThat(reply.statusCode()).as(trouble.name()).isIn(429, 503);
                  assertThat(reply.headers().firstValue("retry-after")).isPresent();
                }
              }),
          new Rule(
              "MUST",
              "JSON: unknown members are ignored",
              (server, signal) ->
                  assertOneReceived(
                      server, signal, signal.json(",\"later\":{\"a\":[1,{}]},\"x\":null"))),
          new Rule(
              "MUST",
              "JSON: ids are hex in either case",
              (server, signal) -> {
                String id = "\"traceId\":\"DA844515cacd51a46eaf08fdce22eed4\"";
                assertOneReceived(
                    server,
                    signal,
                    signal == ConformanceSignal.METRICS
                        ? signal.json(",\"exemplars\":[{\"asInt\":1," + id + "}]")
                        : signal.json("," + id));
                assertThat(traceId(server, signal)).isEqualTo("da844515cacd51a46eaf08fdce22eed4");
              }),
          new Rule(
              "MUST",
              "JSON: other bytes are Base64",
              (server, signal) ->
                  assertAttribute(
                      server,
                      signal,
                      "{\"bytesValue\":\"AP8=\"}",
                      new AttributeValue.Bytes("AP8="))),
          new Rule(
              "MUST",
              "JSON: 64-bit integers are strings or numbers",
              (server, signal) -> {
                AttributeValue expected = new AttributeValue.Int(9_007_199_254_740_993L);
                assertAttribute(server, signal, "{\"intValue\":\"9007199254740993\"}", expected);
                assertAttribute(server, signal, "{\"intValue\":9007199254740993}", expected);
              }),
          new Rule(
              "MUST",
              "JSON: doubles may be NaN and Infinity, as strings",
              (server, signal) -> {
                assertAttribute(
                    server,
                    signal,
                    "{\"doubleValue\":\"NaN\"}",
                    new AttributeValue.Real(Double.NaN));
                assertAttribute(
                    server,
                    signal,
                    "{\"doubleValue\":\"-Infinity\"}",
                    new AttributeValue.Real(Double.NEGATIVE_INFINITY));
              }),
          new Rule(
              "client",
              "JSON: snake_case names are understood too",
              (server, signal) ->
                  assertAttribute(
                      server, signal, "{\"string_value\":\"a\"}", new AttributeValue.Text("a"))),
          new Rule(
              "MUST",
              "values without content, mixed lists and maps are accepted",
              (server, signal) -> {
                assertAttribute(server, signal, "{}", AttributeValue.Empty.INSTANCE);
                assertAttribute(
                    server,
                    signal,
                    "{\"arrayValue\":{\"values\":[{\"intValue\":1},{},{\"stringValue\":\"a\"}]}}",
                    new AttributeValue.Array(
                        List.of(
                            new AttributeValue.Int(1),
                            AttributeValue.Empty.INSTANCE,
                            new AttributeValue.Text("a"))));
                assertAttribute(
                    server,
                    signal,
                    "{\"kvlistValue\":{\"values\":[{\"key\":\"a\",\"value\":{\"boolValue\":true}}]}}",
                    new AttributeValue.KeyValues(Map.of("a", new AttributeValue.Bool(true))));
              }),
          new Rule(
              "client",
              "405 for another method, 415 for another media type",
              (server, signal) -> {
                assertThat(server.send(server.requestTo(signal.path()).GET().build()).statusCode())
                    .isEqualTo(405);
                assertThat(post(server, signal, "text/plain", body(signal)).statusCode())
                    .isEqualTo(415);
              }),
          new Rule(
              "MUST",
              "one bad record harms no other one",
              (server, signal) -> {
                byte[] both =
                    signal.good().toBuilder().mergeFrom(signal.rejected()).build().toByteArray();
                assertThat(signal.partial(post(server, signal, PROTOBUF, both).body()).rejected())
                    .isEqualTo(2);
                assertThat(signal.received(server)).isEqualTo(1);
              }));

  @TestFactory
  Stream<DynamicTest> rules() {
    return RULES.stream()
        .flatMap(rule ->
            Stream.of(ConformanceSignal.values())
                .map(signal ->
                    DynamicTest.dynamicTest(
                        rule.text() + ", " + signal.path(), () -> check(rule, signal))));
  }

  private static void check(Rule rule, ConformanceSignal signal) throws Exception {
    List<String> found =
        TABLE.computeIfAbsent(
            "%-6s | %s".formatted(rule.level(), rule.text()), _ -> new ArrayList<>());
    String result = "NO";
    try (OtlpServer server = new OtlpServer()) {
      rule.check().of(server, signal);
      result = "yes";
    } finally {
      found.add(result);
    }
  }

  @AfterAll
  static void print() {
    StringBuilder table = new StringBuilder("OTLP/HTTP conformance\n");
    table.append("%-6s | %-77s | %s%n".formatted("level", "rule", "traces, logs, metrics"));
    TABLE.forEach(
        (rule, found) -> table.append("%-86s | %s%n".formatted(rule, String.join(", ", found))));
    System.out.println(table);
  }

  private static byte[] body(ConformanceSignal signal) {
    return signal.good().toByteArray();
  }

  private static HttpResponse<byte[]> post(
      OtlpServer server, ConformanceSignal signal, String mediaType, String body) {
    return post(server, signal, mediaType, body.getBytes(UTF_8));
  }

  private static HttpResponse<byte[]> post(
      OtlpServer server, ConformanceSignal signal, String mediaType, byte[] body) {
    return server.postTo(signal.path(), body, "content-type", mediaType);
  }

  private static HttpResponse<byte[]> gzip(
      OtlpServer server, ConformanceSignal signal, byte[] body) {
    return server.postTo(
        signal.path(), Requests.gzip(body), "content-type", PROTOBUF, "content-encoding", "gzip");
  }

  private static void assertOneReceived(OtlpServer server, ConformanceSignal signal, String json) {
    HttpResponse<byte[]> reply = post(server, signal, JSON, json);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body()).asString().isEqualTo("{}");
    assertThat(signal.received(server)).isEqualTo(1);
  }

  private static void assertAttribute(
      OtlpServer server, ConformanceSignal signal, String value, AttributeValue expected) {
    String json = signal.withAttributes("{\"key\":\"k\",\"value\":" + value + "}");
    HttpResponse<byte[]> reply = post(server, signal, JSON, json);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body()).asString().isEqualTo("{}");
    assertThat(signal.lastAttributes(server)).isEqualTo(Map.of("k", expected));
  }

  private static String traceId(OtlpServer server, ConformanceSignal signal) {
    return String.valueOf(
        switch (signal) {
          case TRACES -> server.spans.getLast().traceId();
          case LOGS -> server.logs.getLast().traceId();
          case METRICS -> server.points.getLast().exemplars().getFirst().traceId();
        });
  }
}
