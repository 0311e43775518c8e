package dev.seamark.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final long NOW = 1_795_000_000_123_456_789L;
  private static final int STORIES = 2_000;

  private static List<SpanData> spans = List.of();

  @BeforeAll
  static void playStories() {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    try (Fleet fleet = new Fleet(() -> SimpleSpanProcessor.create(exporter))) {
      Traffic traffic = new Traffic(fleet, new Random(42));
      for (int i = 0; i < STORIES; i++) {
        traffic.play(NOW);
      }
      spans = List.copyOf(exporter.getFinishedSpanItems());
    }
  }

  @Test
  void play_everyServiceSpeaksUnderItsOwnName() {
    Set<String> names =
        spans.stream()
            .map(span -> span.getResource().getAttribute(AttributeKey.stringKey("service.name")))
            .collect(Collectors.toSet());

    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Service.values()).map(Service::serviceName).toList());
  }

  @Test
  void play_everyParentIsThereAndEnclosesItsChildren() {
    Map<String, SpanData> byId = new HashMap<>();
    spans.forEach(span -> byId.put(span.getSpanId(), span));

    assertThat(byId).hasSameSizeAs(spans);
    assertThat(spans)
        .filteredOn(span -> span.getParentSpanContext().isValid())
        .allSatisfy(span -> {
          SpanData parent = Objects.requireNonNull(byId.get(span.getParentSpanId()));
          assertThat(parent.getTraceId()).isEqualTo(span.getTraceId());
          assertThat(span.getStartEpochNanos()).isGreaterThan(parent.getStartEpochNanos() - 1);
          assertThat(span.getEndEpochNanos()).isLessThan(parent.getEndEpochNanos() + 1);
        });
  }

  @Test
  void play_spansTakeTimeAndEndAboutNow() {
    assertThat(spans)
        .allSatisfy(span -> {
          assertThat(span.getEndEpochNanos()).isGreaterThanOrEqualTo(span.getStartEpochNanos());
          assertThat(span.getEndEpochNanos())
              .isBetween(NOW - TimeUnit.SECONDS.toNanos(40), NOW + TimeUnit.SECONDS.toNanos(40));
        });
    assertThat(spans).anySatisfy(span -> assertThat(span.getEndEpochNanos() % 1_000).isNotZero());
  }

  @Test
  void play_someStoriesFailButFew() {
    Map<String, Boolean> failedByTrace = new HashMap<>();
    spans.forEach(span ->
        failedByTrace.merge(
            span.getTraceId(),
            span.getStatus().getStatusCode() == StatusCode.ERROR,
            Boolean::logicalOr));

    double failed = failedByTrace.values().stream().filter(failure -> failure).count();
    assertThat(failed / failedByTrace.size()).isBetween(0.02, 0.15);
  }

  @Test
  void play_exceptionsAreEventsWithStack() {
    List<EventData> exceptions =
        spans.stream()
            .flatMap(span -> span.getEvents().stream())
            .filter(event -> event.getName().equals("exception"))
            .toList();

    assertThat(exceptions).isNotEmpty();
    assertThat(exceptions)
        .allSatisfy(event ->
            assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.stacktrace")))
                .contains("\n\tat "));
  }

  @Test
  void play_consumersLinkToTheirProducer() {
    Map<String, SpanData> producers =
        spans.stream()
            .filter(span -> span.getKind() == SpanKind.PRODUCER)
            .collect(Collectors.toMap(SpanData::getSpanId, span -> span));

    assertThat(spans)
        .filteredOn(span -> span.getKind() == SpanKind.CONSUMER)
        .isNotEmpty()
        .allSatisfy(span -> {
          assertThat(span.getLinks()).hasSize(1);
          String cause = span.getLinks().getFirst().getSpanContext().getSpanId();
          SpanData producer = Objects.requireNonNull(producers.get(cause));
          assertThat(producer.getTraceId()).isNotEqualTo(span.getTraceId());
        });
  }

  @Test
  void play_chatsCarryModelMessagesAndTokens() {
    List<SpanData> chats =
        spans.stream()
            .filter(span ->
                "chat"
                    .equals(
                        span.getAttributes().get(AttributeKey.stringKey("gen_ai.operation.name"))))
            .toList();

    assertThat(chats).isNotEmpty();
    assertThat(chats)
        .filteredOn(span -> span.getStatus().getStatusCode() != StatusCode.ERROR)
        .allSatisfy(span -> {
          assertThat(span.getAttributes().get(AttributeKey.longKey("gen_ai.usage.input_tokens")))
              .isPositive();
          assertThat(
                  span.getAttributes()
                      .get(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons")))
              .hasSize(1);
          assertThat(span.getAttributes().get(AttributeKey.stringKey("gen_ai.output.messages")))
              .startsWith("[{\"role\":\"assistant\"");
        });
  }

  @Test
  void play_operationsOfTheGenAiConventionsOccur() {
    Set<String> operations =
        spans.stream()
            .map(span -> span.getAttributes().get(AttributeKey.stringKey("gen_ai.operation.name")))
            .filter(operation -> operation != null)
            .collect(Collectors.toSet());

    assertThat(operations)
        .containsExactlyInAnyOrder(
            "invoke_agent", "chat", "execute_tool", "embeddings", "retrieval");
  }
}
