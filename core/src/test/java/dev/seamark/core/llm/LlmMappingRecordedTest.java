package dev.seamark.core.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the spans of real clients become. */
class LlmMappingRecordedTest {
  private static final LlmMapping MAPPING = LlmMapping.builtIn();
  private static final PriceTable PRICES = PriceTable.builtIn();

  private static LlmAttributes map(String client, String span) {
    return MAPPING.map(TestSpans.recorded(client, span));
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of("traceloop", "chat gpt-4o", ObservationKind.GENERATION, false),
        Arguments.of("traceloop", "task.task", ObservationKind.CHAIN, true),
        Arguments.of("traceloop", "wf.workflow", ObservationKind.CHAIN, true),
        Arguments.of("openinference", "OpenAI Chat Completions", ObservationKind.GENERATION, false),
        Arguments.of("phoenix-otel", "x", ObservationKind.CHAIN, true),
        Arguments.of(
            "vercel-ai-5", "ai.generateText.doGenerate", ObservationKind.GENERATION, false),
        Arguments.of("vercel-ai-5", "ai.generateText", ObservationKind.CHAIN, true),
        Arguments.of("vercel-ai-7", "chat gpt-4o", ObservationKind.GENERATION, false),
        Arguments.of("vercel-ai-7", "step 1", ObservationKind.AGENT, true),
        Arguments.of("vercel-ai-7", "invoke_agent gpt-4o", ObservationKind.AGENT, true),
        Arguments.of("langfuse-v4", "experiment-item-run", ObservationKind.SPAN, false),
        Arguments.of("langfuse-v5", "llm", ObservationKind.GENERATION, false),
        Arguments.of("langfuse-v5", "oai", ObservationKind.GENERATION, false),
        Arguments.of("langfuse-v5", "tool", ObservationKind.TOOL, false),
        Arguments.of("langfuse-v5", "retrieve", ObservationKind.RETRIEVER, false),
        Arguments.of("langfuse-v5", "evt", ObservationKind.EVENT, false),
        Arguments.of("langfuse-v5", "demo-root", ObservationKind.SPAN, false));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void kind_recorded(String client, String span, ObservationKind kind, boolean repeatsChildren) {
    LlmAttributes attributes = map(client, span);
    assertThat(attributes.kind()).isEqualTo(kind);
    assertThat(attributes.repeatsChildren()).isEqualTo(repeatsChildren);
  }

  static Stream<Arguments> generations() {
    return Stream.of(
        Arguments.of("traceloop", "chat gpt-4o"),
        Arguments.of("openinference", "OpenAI Chat Completions"),
        Arguments.of("vercel-ai-5", "ai.generateText.doGenerate"),
        Arguments.of("vercel-ai-7", "chat gpt-4o"),
        Arguments.of("langfuse-v5", "oai"));
  }

  /** The same call through five clients: 11 tokens in, 2 out, gpt-4o at 2.5 and 10 dollars. */
  @ParameterizedTest
  @MethodSource("generations")
  void generation_sameWhoeverSentIt(String client, String span) {
    LlmAttributes attributes = map(client, span);
    assertThat(attributes.model().name()).isEqualTo("gpt-4o");
    assertThat(attributes.usage()).isEqualTo(new TokenUsage(11, 0, 0, 0, 2, 0, 0, 13));
    assertThat(PRICES.cost(attributes, TestSpans.START))
        .isEqualTo(new Cost(27_500_000, 20_000_000, 47_500_000, Cost.Source.BUILT_IN_PRICE));
    assertThat(attributes.input()).isNotNull();
    assertThat(attributes.output()).isNotNull();
  }

  @Test
  void traceloop_generation() {
    LlmAttributes chat = map("traceloop", "chat gpt-4o");
    assertThat(chat.model().provider()).isEqualTo("openai");
    assertThat(chat.model().parameters()).isEqualTo("{\"temperature\":0.2}");
    assertThat(chat.model().finishReason()).isEqualTo("stop");
    assertThat(chat.input())
        .isEqualTo(
            new Body(
                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"capital?\"}]}]",
                Set.of("gen_ai.input.messages"),
                true));
    assertThat(chat.origin().user()).isEqualTo("u1");
    assertThat(chat.agent().workflow()).isEqualTo("wf");
    LlmAttributes task = map("traceloop", "task.task");
    assertThat(task.name()).isEqualTo("task");
    assertThat(task.repeatsChildren()).isTrue();
    assertThat(task.input()).extracting(Body::text).isEqualTo("{\"args\":[],\"kwargs\":{}}");
    assertThat(task.output()).extracting(Body::text).isEqualTo("\"Paris\"");
  }

  @Test
  void openInference_generation() {
    LlmAttributes chat = map("openinference", "OpenAI Chat Completions");
    assertThat(chat.model().provider()).isEqualTo("openai");
    assertThat(chat.model().parameters()).startsWith("{\"model\":\"gpt-4o\"");
    assertThat(chat.model().finishReason()).isEqualTo("stop");
    assertThat(chat.input()).extracting(Body::sources).asString().isEqualTo("[input.value]");
    assertThat(chat.output()).extracting(Body::text).asString().contains("\"content\":\"Paris\"");
  }

  @Test
  void vercel5_generation() {
    LlmAttributes chat = map("vercel-ai-5", "ai.generateText.doGenerate");
    assertThat(chat.name()).isEqualTo("f1:ai.generateText.doGenerate");
    assertThat(chat.model().provider()).isEqualTo("openai");
    assertThat(chat.input()).extracting(Body::text).asString().contains("capital of France?");
    assertThat(chat.output()).extracting(Body::text).isEqualTo("Paris");
    assertThat(chat.origin().session()).isEqualTo("s1");
    assertThat(chat.origin().user()).isEqualTo("u1");
    assertThat(chat.origin().tags()).containsExactly("a");
  }

  @Test
  void vercel7_agentAndChat() {
    LlmAttributes agent = map("vercel-ai-7", "invoke_agent gpt-4o");
    assertThat(agent.name()).isEqualTo("f1");
    assertThat(agent.agent().name()).isEqualTo("f1");
    assertThat(agent.usage().input()).isEqualTo(11);
    LlmAttributes chat = map("vercel-ai-7", "chat gpt-4o");
    assertThat(chat.name()).isNull();
    assertThat(chat.model().provider()).isEqualTo("openai");
  }

  @Test
  void langfuse_generation() {
    LlmAttributes llm = map("langfuse-v5", "llm");
    assertThat(llm.clientCost())
        .isEqualTo(new Cost(0, 0, 1_000_000_000, Cost.Source.CLIENT))
        .isEqualTo(PRICES.cost(llm, TestSpans.START));
    assertThat(llm.usage()).isEqualTo(new TokenUsage(11, 0, 0, 0, 2, 0, 0, 13));
    assertThat(llm.model().parameters()).isEqualTo("{\"temperature\":0.2}");
    assertThat(llm.model().timeToFirstToken()).isEqualTo(Duration.ofMillis(1));
    assertThat(llm.prompt()).isEqualTo(new LlmAttributes.Prompt("greet", "1"));
    assertThat(llm.origin())
        .isEqualTo(
            new LlmAttributes.Origin(
                "demo-trace", "s1", "u1", List.of("a", "b"), "test", "r1", "v1"));
    assertThat(llm.metadata()).containsEntry("k", "v");
  }

  @Test
  void langfuse_toolAndRoot() {
    LlmAttributes tool = map("langfuse-v5", "tool");
    assertThat(tool.level()).isEqualTo(ObservationLevel.WARNING);
    assertThat(tool.statusMessage()).isEqualTo("slow");
    assertThat(tool.input()).extracting(Body::text).isEqualTo("1");
    LlmAttributes root = map("langfuse-v5", "demo-root");
    assertThat(root.output()).extracting(Body::text).isEqualTo("{\"a\":\"Paris\"}");
    assertThat(root.metadata()).containsEntry("deep", "{\"x\":1}").containsEntry("k", "v");
  }
}
