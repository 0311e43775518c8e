package dev.seamark.core.llm;

import static dev.seamark.core.llm.TestSpans.event;
import static dev.seamark.core.llm.TestSpans.span;
import static dev.seamark.core.llm.TestSpans.withEvents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.Span;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that the recorded spans do not show. */
class LlmMappingTest {
  private static final LlmMapping MAPPING = LlmMapping.builtIn();

  private static LlmAttributes map(Object... attributes) {
    return MAPPING.map(span(attributes));
  }

  private static Body input(LlmAttributes attributes) {
    return Objects.requireNonNull(attributes.input(), "input");
  }

  @Test
  void map_genericSpan_isOrdinaryAndShared() {
    Span generic =
        span(
            "http.request.method",
            "GET",
            "server.address",
            "api.openai.com",
            "model",
            "T",
            "input",
            "x");
    LlmAttributes first = MAPPING.map(span("url.path", "/a"));
    assertThat(first).isSameAs(MAPPING.map(span("http.route", "/b")));
    assertThat(first.kind()).isEqualTo(ObservationKind.SPAN);
    LlmAttributes attributes = MAPPING.map(generic);
    assertThat(attributes).isEqualTo(first);
  }

  @Test
  void map_genericSpan_keepsUserSessionEnvironmentRelease() {
    Resource resource =
        new Resource(
            Map.of(
                "deployment.environment.name", new AttributeValue.Text("prod"),
                "service.version", new AttributeValue.Text("1.2")),
            0,
            "");
    Span generic = span("user.id", "u", "session.id", "s", "http.route", "/");
    Span inProd = TestSpans.span("GET /", 1, generic.attributes(), List.of(), resource);
    LlmAttributes attributes = MAPPING.map(inProd);
    assertThat(attributes.kind()).isEqualTo(ObservationKind.SPAN);
    assertThat(attributes.origin())
        .isEqualTo(new LlmAttributes.Origin(null, "s", "u", List.of(), "prod", "1.2", null));
    assertThat(MAPPING.map(TestSpans.span("x", 1, Map.of(), List.of(), resource)).origin())
        .isEqualTo(new LlmAttributes.Origin(null, null, null, List.of(), "prod", "1.2", null));
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of("gen_ai.operation.name", "text_completion", ObservationKind.GENERATION),
        Arguments.of("gen_ai.operation.name", "generate_content", ObservationKind.GENERATION),
        Arguments.of("gen_ai.operation.name", "embeddings", ObservationKind.EMBEDDING),
        Arguments.of("gen_ai.operation.name", "execute_tool", ObservationKind.TOOL),
        Arguments.of("gen_ai.operation.name", "create_agent", ObservationKind.AGENT),
        Arguments.of("gen_ai.operation.name", "retrieval", ObservationKind.RETRIEVER),
        Arguments.of("gen_ai.operation.name", "something_new", ObservationKind.SPAN),
        Arguments.of("openinference.span.kind", "RERANKER", ObservationKind.RETRIEVER),
        Arguments.of("openinference.span.kind", "GUARDRAIL", ObservationKind.GUARDRAIL),
        Arguments.of("openinference.span.kind", "evaluator", ObservationKind.EVALUATOR),
        Arguments.of("llm.request.type", "embedding", ObservationKind.EMBEDDING),
        Arguments.of("traceloop.span.kind", "tool", ObservationKind.TOOL),
        Arguments.of("ai.operationId", "ai.embed.doEmbed", ObservationKind.EMBEDDING),
        Arguments.of("ai.operationId", "ai.toolCall", ObservationKind.TOOL),
        Arguments.of("gen_ai.tool.call.id", "c1", ObservationKind.TOOL),
        Arguments.of("gen_ai.request.model", "m", ObservationKind.GENERATION),
        Arguments.of("langfuse.observation.type", "agent", ObservationKind.AGENT));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void kind_ofOneAttribute(String key, String value, ObservationKind kind) {
    assertThat(map(key, value).kind()).isEqualTo(kind);
  }

  static Stream<Arguments> providers() {
    return Stream.of(
        Arguments.of("openai.chat", "openai"),
        Arguments.of("OpenAI", "openai"),
        Arguments.of("anthropic.messages", "anthropic"),
        Arguments.of("amazon-bedrock", "aws.bedrock"),
        Arguments.of("google.generative-ai", "gcp.gemini"),
        Arguments.of("mistralai", "mistral_ai"),
        Arguments.of("Some Cloud", "some cloud"));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void provider_ofAlias(String sent, String provider) {
    assertThat(map("gen_ai.system", sent).model().provider()).isEqualTo(provider);
  }

  @Test
  void provider_ofHost() {
    assertThat(
            map("gen_ai.request.model", "m", "server.address", "api.groq.com").model().provider())
        .isEqualTo("groq");
  }

  @Test
  void usage_inclusive() {
    TokenUsage usage =
        map(
                "gen_ai.usage.input_tokens",
                100,
                "gen_ai.usage.output_tokens",
                50L,
                "gen_ai.usage.cache_read.input_tokens",
                "60",
                "gen_ai.usage.cache_creation.input_tokens",
                10.0,
                "gen_ai.usage.reasoning.output_tokens",
                20)
            .usage();
    assertThat(usage).isEqualTo(new TokenUsage(100, 60, 10, 0, 50, 20, 0, 150));
  }

  @Test
  void usage_partsLargerThanTheWhole_areExclusive() {
    TokenUsage usage =
        map(
                "gen_ai.usage.input_tokens", 5,
                "gen_ai.usage.output_tokens", 7,
                "gen_ai.usage.cache_read_input_tokens", 1000,
                "gen_ai.usage.reasoning_tokens", 90)
            .usage();
    assertThat(usage).isEqualTo(new TokenUsage(1005, 1000, 0, 0, 97, 90, 0, 1102));
  }

  @Test
  void usage_vercelWithAnthropicsOwnNumbers() {
    TokenUsage usage =
        map(
                "ai.usage.inputTokens", 800,
                "ai.usage.outputTokens", 7,
                "ai.response.providerMetadata",
                    """
                    {"anthropic":{"usage":{"input_tokens":800,"cache_read_input_tokens":500,
                    "cache_creation_input_tokens":20}}}\
                    """)
            .usage();
    assertThat(usage).isEqualTo(new TokenUsage(1320, 500, 20, 0, 7, 0, 0, 1327));
  }

  static Stream<Arguments> usageDetails() {
    return Stream.of(
        Arguments.of(
            "{\"input\":10,\"input_cached_tokens\":5,\"output\":3,\"output_reasoning_tokens\":2}",
            new TokenUsage(15, 5, 0, 0, 5, 2, 0, 20)),
        Arguments.of(
            "{\"input\":10,\"cache_read_input_tokens\":5,\"cache_creation_input_tokens\":1,\"output\":3,\"total\":19}",
            new TokenUsage(16, 5, 1, 0, 3, 0, 0, 19)),
        Arguments.of(
            """
            {"prompt_tokens":10,"completion_tokens":6,"total_tokens":16,
             "prompt_tokens_details":{"cached_tokens":4,"audio_tokens":1},
             "completion_tokens_details":{"reasoning_tokens":5}}\
            """,
            new TokenUsage(10, 4, 0, 1, 6, 5, 0, 16)),
        Arguments.of("{\"total\":9}", new TokenUsage(0, 0, 0, 0, 0, 0, 0, 9)));
  }

  @ParameterizedTest
  @MethodSource("usageDetails")
  void usage_langfuseDetails_overrideCounts(String details, TokenUsage usage) {
    assertThat(
            map("langfuse.observation.usage_details", details, "gen_ai.usage.input_tokens", 1)
                .usage())
        .isEqualTo(usage);
  }

  @Test
  void repeatsChildren_clientToldItsOwnUsage_isNotARepetition() {
    assertThat(
            map(
                    "gen_ai.operation.name", "invoke_agent",
                    "langfuse.observation.usage_details", "{\"input\":1}")
                .repeatsChildren())
        .isFalse();
    assertThat(
            map("gen_ai.operation.name", "invoke_agent", "gen_ai.usage.input_tokens", 1)
                .repeatsChildren())
        .isTrue();
  }

  @Test
  void cost_ofClient() {
    assertThat(map("llm.cost.prompt", 0.25, "llm.cost.completion", "0.5").clientCost())
        .isEqualTo(
            new Cost(Dollars.ONE / 4, Dollars.ONE / 2, Dollars.ONE / 4 * 3, Cost.Source.CLIENT));
    assertThat(map("gen_ai.usage.cost", 1e300).clientCost())
        .isEqualTo(new Cost(0, 0, Dollars.MAX, Cost.Source.CLIENT));
    assertThat(map("gen_ai.usage.cost", -1.0).clientCost()).isNull();
    assertThat(map("gen_ai.usage.cost", "1e999999999").clientCost())
        .extracting(Cost::total)
        .isEqualTo(Dollars.MAX);
  }

  @Test
  void input_flattenedMessages_areRebuilt() {
    LlmAttributes attributes =
        map(
            "llm.input_messages.0.message.role", "system",
            "llm.input_messages.0.message.content", "Be \"brief\"",
            "llm.input_messages.1.message.role", "assistant",
            "llm.input_messages.1.message.tool_calls.0.tool_call.function.name", "f",
            "llm.input_messages.1.message.tool_calls.0.tool_call.function.arguments", "{\"x\":1}");
    assertThat(input(attributes).text())
        .isEqualTo(
            "[{\"role\":\"system\",\"content\":\"Be \\\"brief\\\"\"},"
                + "{\"role\":\"assistant\",\"tool_calls\":[{\"function\":"
                + "{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1}\"}}]}]");
    assertThat(input(attributes).sources()).hasSize(5);
    assertThat(input(attributes).verbatim()).isFalse();
  }

  @Test
  void inputAndOutput_deprecatedFlattenedPrompt() {
    LlmAttributes attributes =
        map(
            "gen_ai.prompt.0.role", "user",
            "gen_ai.prompt.0.content", "hi",
            "gen_ai.prompt.name", "greeting",
            "gen_ai.completion.0.content", "yo",
            "gen_ai.usage.prompt_tokens", 3,
            "gen_ai.usage.completion_tokens", 4);
    assertThat(input(attributes))
        .extracting(Body::text)
        .isEqualTo("[{\"role\":\"user\",\"content\":\"hi\"}]");
    assertThat(attributes.output()).extracting(Body::text).isEqualTo("[{\"content\":\"yo\"}]");
    assertThat(attributes.prompt().name()).isEqualTo("greeting");
    assertThat(attributes.usage()).isEqualTo(new TokenUsage(3, 0, 0, 0, 4, 0, 0, 7));
  }

  @Test
  void input_systemInstructionsComeFirst() {
    LlmAttributes attributes =
        map(
            "gen_ai.input.messages", "[{\"role\":\"user\"}]",
            "gen_ai.system_instructions", "[{\"type\":\"text\",\"content\":\"Be brief\"}]");
    assertThat(input(attributes))
        .isEqualTo(
            new Body(
                "[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"content\":\"Be brief\"}]},"
                    + "{\"role\":\"user\"}]",
                Set.of("gen_ai.input.messages", "gen_ai.system_instructions"),
                false));
  }

  @Test
  void inputAndOutput_messageEvents() {
    Span span =
        withEvents(
            span("gen_ai.operation.name", "chat"),
            event("gen_ai.system.message", 1, "content", "Be brief"),
            event(
                "gen_ai.user.message",
                2,
                "gen_ai.event.content",
                "{\"role\":\"user\",\"content\":\"hi\"}"),
            event("gen_ai.choice", 3, "index", 0, "finish_reason", "stop", "message", "yo"));
    LlmAttributes attributes = MAPPING.map(span);
    assertThat(input(attributes))
        .isEqualTo(
            new Body(
                "[{\"role\":\"system\",\"content\":\"Be brief\"},{\"role\":\"user\",\"content\":\"hi\"}]",
                Set.of(),
                false));
    assertThat(attributes.output())
        .extracting(Body::text)
        .isEqualTo("[{\"index\":0,\"finish_reason\":\"stop\",\"message\":\"yo\"}]");
  }

  @Test
  void inputAndOutput_operationDetailsEvent_onASpanWithoutLlmAttributes() {
    LlmAttributes attributes =
        MAPPING.map(
            withEvents(
                span("http.route", "/"),
                event(
                    "gen_ai.client.inference.operation.details",
                    1,
                    "gen_ai.input.messages",
                    "[1]",
                    "gen_ai.output.messages",
                    "[2]")));
    assertThat(input(attributes)).extracting(Body::text).isEqualTo("[1]");
    assertThat(attributes.output()).extracting(Body::text).isEqualTo("[2]");
  }

  @Test
  void timeToFirstToken_ofEachUnit() {
    Duration expected = Duration.ofMillis(250);
    assertThat(map("gen_ai.response.time_to_first_chunk", 0.25).model().timeToFirstToken())
        .isEqualTo(expected);
    assertThat(map("ai.response.msToFirstChunk", 250).model().timeToFirstToken())
        .isEqualTo(expected);
    Span streamed =
        withEvents(
            span("ai.operationId", "ai.streamText.doStream"),
            event("ai.stream.firstChunk", TestSpans.START + expected.toNanos()));
    assertThat(MAPPING.map(streamed).model().timeToFirstToken()).isEqualTo(expected);
    assertThat(map("gen_ai.response.time_to_first_chunk", 1e300).model().timeToFirstToken())
        .isNull();
    assertThat(map("gen_ai.response.time_to_first_chunk", -1).model().timeToFirstToken()).isNull();
    assertThat(
            map("langfuse.observation.completion_start_time", "yesterday")
                .model()
                .timeToFirstToken())
        .isNull();
  }

  @Test
  void tags_ofEachForm() {
    assertThat(map("langfuse.trace.tags", List.of("a", "b", "a")).origin().tags())
        .containsExactly("a", "b");
    assertThat(map("langfuse.tags", "[\"x\",\"y\"]").origin().tags()).containsExactly("x", "y");
    assertThat(map("langfuse.tags", " x , y ,").origin().tags()).containsExactly("x", "y");
    assertThat(map("tag.tags", "x").origin().tags()).isEmpty();
    assertThat(map("tag.tags", "x", "input.value", "y").origin().tags()).containsExactly("x");
  }

  @Test
  void map_everyAttributeOfEveryType_neverFails() {
    List<Object> values =
        List.of(
            "",
            "x",
            "[",
            "{\"a\":",
            -1L,
            Long.MAX_VALUE,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            true,
            AttributeValue.Empty.INSTANCE,
            new AttributeValue.Bytes("AA=="),
            List.of(),
            List.of(1, List.of()),
            new AttributeValue.KeyValues(Map.of()));
    MappingFile.Rules rules = MappingFile.parse(LineFile.read("llm-mapping.txt"));
    for (Object value : values) {
      Map<String, AttributeValue> attributes = new HashMap<>();
      rules.attributeSlots().keySet().forEach(key -> attributes.put(key, TestSpans.value(value)));
      rules
          .prefixSlots()
          .keySet()
          .forEach(key -> attributes.put(key + "0.a", TestSpans.value(value)));
      LlmAttributes mapped =
          MAPPING.map(TestSpans.span("x", 1, attributes, List.of(), TestSpans.RESOURCE));
      assertThat(mapped.usage().input()).isNotNegative();
    }
  }

  @Test
  void map_hostileIndexes_areBounded() {
    Map<String, AttributeValue> attributes = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      attributes.put("llm.input_messages." + i * 100_000L + ".message.role", TestSpans.value("u"));
    }
    attributes.put("llm.input_messages." + "0.".repeat(5000) + "x", TestSpans.value("deep"));
    attributes.put("llm.input_messages.99999999999999999999.message.role", TestSpans.value("far"));
    attributes.put("llm.input_messages.0.message", TestSpans.value("contradicts"));
    attributes.put("llm.input_messages.", TestSpans.value("nothing"));
    LlmAttributes mapped =
        MAPPING.map(TestSpans.span("x", 1, attributes, List.of(), TestSpans.RESOURCE));
    assertThat(input(mapped).sources()).hasSizeLessThanOrEqualTo(8192);
    assertThat(Json.parseArray(input(mapped).text())).isPresent();
  }

  @Test
  void parse_wrongLine_namesIt() {
    assertThatThrownBy(() -> LlmMapping.parse("[model]\ngen_ai.x loud"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2: 'gen_ai.x loud'");
    assertThatThrownBy(() -> LlmMapping.parse("[colour]\nx")).hasMessageContaining("line 2");
    assertThatThrownBy(() -> LlmMapping.parse("[kind]\nx const:robot"))
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> LlmMapping.parse("[kind]\nx lookup:nowhere"))
        .hasMessageContaining("line 2");
  }
}
