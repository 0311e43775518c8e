package dev.seamark.query.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.seamark.core.llm.Body;
import dev.seamark.core.llm.Dollars;
import dev.seamark.core.llm.LlmAttributes;
import dev.seamark.core.llm.Observation;
import dev.seamark.core.llm.TokenUsage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a span of an LLM application means. What no convention told is left out. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
@Schema(
    name = "Observation",
    description =
        "What a span of an LLM application means, whichever convention its client follows. What was"
            + " not told is left out.")
record ObservationJson(
    @Schema(
            allowableValues = {
              "span",
              "generation",
              "embedding",
              "tool",
              "agent",
              "chain",
              "retriever",
              "evaluator",
              "guardrail",
              "event"
            },
            example = "generation")
        String kind,
    @Schema(description = "A better name than the span's.", example = "answer")
        @Nullable String name,
    @Schema(
            allowableValues = {"debug", "default", "warning", "error"},
            example = "default")
        @Nullable String level,
    @Schema(example = "slow") @Nullable String statusMessage,
    @Nullable Model model,
    @Schema(
            description = "Text or JSON text.",
            example =
                "\"[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"capital of France?\\\"}]\"")
        @Nullable String input,
    @Schema(description = "Text or JSON text.", example = "Paris") @Nullable String output,
    Usage usage,
    CostJson cost,
    @Schema(
            description =
                "Usage and cost repeat those of spans below: sums over a trace leave them out.",
            example = "false")
        boolean repeatsChildren,
    @Nullable Tool tool,
    @Nullable Agent agent,
    OriginJson origin,
    @Nullable Prompt prompt,
    @Schema(description = "The application's own properties.") Map<String, String> metadata) {

  /** The model that answered, and how it was asked. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(Include.NON_NULL)
  @Schema(name = "Model")
  record Model(
      @Schema(description = "As OpenTelemetry names providers.", example = "openai")
          @Nullable String provider,
      @Schema(example = "gpt-4o") @Nullable String name,
      @Schema(description = "JSON text.", example = "\"{\\\"temperature\\\":0.2}\"")
          @Nullable String parameters,
      @Schema(example = "stop") @Nullable String finishReason,
      @Schema(example = "default") @Nullable String serviceTier,
      @Schema(description = "From the span's start.", example = "182000000")
          @Nullable Long timeToFirstTokenNanos) {}

  /** Tokens; totals include their parts. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Usage", description = "Tokens. Totals include their parts.")
  record Usage(
      @Schema(description = "Cached ones included.", example = "1200") long inputTokens,
      @Schema(description = "Part of the input.", example = "1000") long cacheReadTokens,
      @Schema(description = "Part of the input.", example = "0") long cacheWriteTokens,
      @Schema(description = "Part of the input.", example = "0") long audioInputTokens,
      @Schema(description = "Reasoning included.", example = "350") long outputTokens,
      @Schema(description = "Part of the output.", example = "128") long reasoningTokens,
      @Schema(description = "Part of the output.", example = "0") long audioOutputTokens,
      @Schema(example = "1550") long totalTokens) {}

  /** Money. */
  @Schema(name = "Cost", description = "US dollars.")
  record CostJson(
      @Schema(example = "0.003") BigDecimal input,
      @Schema(example = "0.0035") BigDecimal output,
      @Schema(example = "0.0065") BigDecimal total,
      @Schema(
              description = "Who said what it costs.",
              allowableValues = {"none", "client", "workspace_price", "built_in_price"},
              example = "built_in_price")
          String source) {}

  /** The tool that ran. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(Include.NON_NULL)
  @Schema(name = "Tool")
  record Tool(
      @Schema(example = "search") @Nullable String name,
      @Schema(example = "call_1") @Nullable String callId) {}

  /** The agent, and the workflow it is part of. */
  @JsonInclude(Include.NON_NULL)
  @Schema(name = "Agent")
  record Agent(
      @Nullable String id,
      @Schema(example = "researcher") @Nullable String name,
      @Nullable String workflow) {}

  /** The managed prompt that was used. */
  @JsonInclude(Include.NON_NULL)
  @Schema(name = "Prompt")
  record Prompt(
      @Schema(example = "greet") @Nullable String name,
      @Schema(example = "3") @Nullable String version) {}

  static ObservationJson of(Observation observation) {
    LlmAttributes attributes = observation.attributes();
    return new ObservationJson(
        lowerCase(attributes.kind()),
        attributes.name(),
        attributes.level() == null ? null : lowerCase(attributes.level()),
        attributes.statusMessage(),
        model(attributes.model()),
        text(attributes.input()),
        text(attributes.output()),
        usage(attributes.usage()),
        new CostJson(
            dollars(observation.cost().input()),
            dollars(observation.cost().output()),
            dollars(observation.cost().total()),
            lowerCase(observation.cost().source())),
        attributes.repeatsChildren(),
        attributes.tool().equals(LlmAttributes.Tool.NONE)
            ? null
            : new Tool(attributes.tool().name(), attributes.tool().callId()),
        attributes.agent().equals(LlmAttributes.Agent.NONE)
            ? null
            : new Agent(
                attributes.agent().id(), attributes.agent().name(), attributes.agent().workflow()),
        OriginJson.of(attributes.origin()),
        attributes.prompt().equals(LlmAttributes.Prompt.NONE)
            ? null
            : new Prompt(attributes.prompt().name(), attributes.prompt().version()),
        attributes.metadata());
  }

  /** A plain decimal without needless zeros. */
  static BigDecimal dollars(long units) {
    BigDecimal amount = Dollars.toDecimal(units).stripTrailingZeros();
    return amount.scale() < 0 ? amount.setScale(0) : amount;
  }

  private static @Nullable Model model(LlmAttributes.ModelCall call) {
    return call.equals(LlmAttributes.ModelCall.NONE)
        ? null
        : new Model(
            call.provider(),
            call.name(),
            call.parameters(),
            call.finishReason(),
            call.serviceTier(),
            call.timeToFirstToken() == null ? null : (Long) call.timeToFirstToken().toNanos());
  }

  private static Usage usage(TokenUsage usage) {
    return new Usage(
        usage.input(),
        usage.cacheRead(),
        usage.cacheWrite(),
        usage.audioInput(),
        usage.output(),
        usage.reasoning(),
        usage.audioOutput(),
        usage.total());
  }

  private static @Nullable String text(@Nullable Body body) {
    return body == null ? null : body.text();
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
