package dev.seamark.storage.clickhouse.trace;

import static dev.seamark.storage.clickhouse.trace.SpanRow.told;

import dev.seamark.core.llm.Body;
import dev.seamark.core.llm.Cost;
import dev.seamark.core.llm.LlmAttributes;
import dev.seamark.core.llm.Observation;
import dev.seamark.core.llm.ObservationKind;
import dev.seamark.core.llm.ObservationLevel;
import dev.seamark.core.llm.TokenUsage;
import dev.seamark.core.span.SpanId;
import dev.seamark.storage.clickhouse.RowInput;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of observations.
 *
 * @param name the span's, unless a convention had a better one
 * @param version that of the row of {@code spans} it belongs to
 */
record ObservationRow(SpanId spanId, long version, String name, Observation observation) {
  /** What {@link #map} reads, in its order. */
  static final String COLUMNS =
      """
      span_id, version, name, kind, level, status_text, provider, model, parameters, finish_reason, service_tier,
        first_token_nanos, input, input_key, output, output_key, input_tokens, cache_read_tokens, cache_write_tokens,
        audio_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens, total_tokens, input_cost, output_cost,
        total_cost, cost_source, repeats_children, tool_name, tool_call_id, agent_id, agent_name, workflow, trace_name,
        session_id, user_id, tags, environment, release, app_version, prompt_name, prompt_version, metadata\
      """;

  private static final ObservationLevel[] LEVELS = ObservationLevel.values();
  private static final Cost.Source[] SOURCES = Cost.Source.values();

  static ObservationRow map(RowInput row) {
    SpanId spanId = new SpanId(row.bigEndian64());
    long version = row.int64();
    String name = row.string();
    ObservationKind kind = ObservationKind.of(row.int8());
    int level = row.int8();
    @Nullable String statusText = told(row.string());
    LlmAttributes.ModelCall call = call(row);
    @Nullable Body input = body(row.string(), row.string());
    @Nullable Body output = body(row.string(), row.string());
    TokenUsage usage = usage(row);
    Cost cost = new Cost(row.int64(), row.int64(), row.int64(), SOURCES[row.int8()]);
    boolean repeatsChildren = row.bool();
    LlmAttributes.Tool tool = new LlmAttributes.Tool(told(row.string()), told(row.string()));
    LlmAttributes.Agent agent =
        new LlmAttributes.Agent(told(row.string()), told(row.string()), told(row.string()));
    LlmAttributes.Origin origin = SelectTraces.origin(row);
    LlmAttributes.Prompt prompt = new LlmAttributes.Prompt(told(row.string()), told(row.string()));
    Map<String, String> metadata = row.map(RowInput::string, RowInput::string);
    LlmAttributes attributes =
        new LlmAttributes(
            kind,
            null,
            call,
            input,
            output,
            usage,
            cost.source() == Cost.Source.CLIENT ? cost : null,
            repeatsChildren,
            tool,
            agent,
            origin,
            prompt,
            level == 0 ? null : LEVELS[level - 1],
            statusText,
            metadata);
    return new ObservationRow(spanId, version, name, new Observation(attributes, cost));
  }

  /** The observation of a span, whose name it does not repeat. */
  Observation of(String spanName) {
    return name.equals(spanName) ? observation : observation.named(name);
  }

  private static LlmAttributes.ModelCall call(RowInput row) {
    @Nullable String provider = told(row.string());
    @Nullable String model = told(row.string());
    @Nullable String parameters = told(row.string());
    @Nullable String finishReason = told(row.string());
    @Nullable String serviceTier = told(row.string());
    long firstToken = row.int64();
    return new LlmAttributes.ModelCall(
        provider,
        model,
        parameters,
        finishReason,
        serviceTier,
        firstToken == 0 ? null : Duration.ofNanos(firstToken));
  }

  private static TokenUsage usage(RowInput row) {
    long input = row.int64();
    long cacheRead = row.int64();
    long cacheWrite = row.int64();
    long audioInput = row.int64();
    return new TokenUsage(
        input,
        cacheRead,
        cacheWrite,
        audioInput,
        row.int64(),
        row.int64(),
        row.int64(),
        row.int64());
  }

  private static @Nullable Body body(String text, String key) {
    if (text.isEmpty()) {
      return null;
    }
    return new Body(text, key.isEmpty() ? Set.of() : Set.of(key), !key.isEmpty());
  }
}
