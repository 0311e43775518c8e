package dev.seamark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Unmodified clients send 10,000 spans each; every field of every span is read back. */
class ClientsIT {
  private static final int TRACES = 400;
  private static final int SPANS = 25;
  private static final Duration VISIBLE = Duration.ofSeconds(30);

  @RegisterExtension static final RunningStackExtension extension = new RunningStackExtension();

  private final RunningStack stack = extension.stack();
  private final QueryApi api = new QueryApi(stack.url(), stack.key());

  @Test
  void javaSdk_protobuf() {
    SentSpans sent = JavaClient.http(stack.otlp(), stack.key()).send("e2e-java", TRACES, SPANS);

    assertReadBack(sent, "e2e-java");
  }

  @Test
  void javaSdk_throughTheGateway() {
    SentSpans sent = JavaClient.http(stack.url(), stack.key()).send("e2e-gateway", 10, SPANS);

    assertThat(sent.count()).isEqualTo(10 * SPANS);
    assertSpansReadBack(sent, "e2e-gateway");
  }

  @Test
  void javaSdk_grpc() {
    SentSpans sent =
        JavaClient.grpc(stack.grpc(), stack.key()).send("e2e-java-grpc", TRACES, SPANS);

    assertReadBack(sent, "e2e-java-grpc");
  }

  @Test
  void javaScriptSdk_grpc() throws IOException, InterruptedException {
    SentSpans sent = new JavaScriptClient(stack.grpc(), stack.key()).send("grpc", TRACES, SPANS);

    assertReadBack(sent, "e2e-js-grpc-front");
  }

  @Test
  void javaScriptSdk_protobuf() throws IOException, InterruptedException {
    SentSpans sent = new JavaScriptClient(stack.otlp(), stack.key()).send("proto", TRACES, SPANS);

    assertReadBack(sent, "e2e-js-proto-front");
  }

  @Test
  void javaScriptSdk_jsonThroughTheGateway() throws IOException, InterruptedException {
    SentSpans sent = new JavaScriptClient(stack.url(), stack.key()).send("http", TRACES, SPANS);

    assertReadBack(sent, "e2e-js-http-front");
  }

  private void assertReadBack(SentSpans sent, String service) {
    assertThat(sent.count()).isEqualTo(TRACES * SPANS);
    assertSpansReadBack(sent, service);
    assertListed(sent, service);
  }

  private void assertSpansReadBack(SentSpans sent, String service) {
    Await.until(
        VISIBLE,
        () -> api.spanCount(service) == sent.count(),
        () -> sent.count() + " spans listed; there are " + api.spanCount(service));
    sent.byTrace()
        .forEach((traceId, spans) -> {
          Map<SpanId, Span> read = new HashMap<>();
          for (Span span : api.spans(traceId)) {
            assertThat(read.put(span.spanId(), span)).as("read twice").isNull();
          }
          assertThat(read).containsExactlyInAnyOrderEntriesOf(spans);
        });
  }

  /** The list has every trace once, newest first, with what its spans say. */
  private void assertListed(SentSpans sent, String service) {
    List<JsonNode> listed = api.traces(service, 100);

    assertThat(listed).hasSameSizeAs(sent.byTrace().keySet());
    assertThat(listed)
        .isSortedAccordingTo(
            Comparator.comparing((JsonNode trace) -> trace.get("start_time").textValue())
                .reversed());
    for (JsonNode trace : listed) {
      TraceId id = TraceId.parse(trace.get("trace_id").textValue());
      assertThat(sent.byTrace()).containsKey(id);
      assertSummary(trace, List.copyOf(sent.byTrace().getOrDefault(id, Map.of()).values()));
    }
  }

  private static void assertSummary(JsonNode trace, List<Span> spans) {
    long start = spans.stream().mapToLong(Span::startEpochNanos).min().orElseThrow();
    long end = spans.stream().mapToLong(Span::endEpochNanos).max().orElseThrow();
    assertThat(Instant.parse(trace.get("start_time").textValue()))
        .isEqualTo(Instant.ofEpochSecond(0, start));
    assertThat(trace.get("duration_nanos").longValue()).isEqualTo(end - start);
    assertThat(trace.get("span_count").longValue()).isEqualTo(spans.size());
    assertThat(trace.get("error_count").longValue())
        .isEqualTo(spans.stream().filter(span -> span.statusCode() == StatusCode.ERROR).count());
    assertThat(trace.get("services"))
        .extracting(JsonNode::textValue)
        .containsExactlyElementsOf(
            spans.stream().map(span -> span.resource().serviceName()).distinct().sorted().toList());
    assertThat(trace.path("root_span_id").asText(""))
        .isEqualTo(
            spans.stream()
                .filter(span -> span.parentSpanId() == null)
                .map(span -> span.spanId().toString())
                .findFirst()
                .orElse(""));
  }
}
