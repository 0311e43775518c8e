package dev.seamark.core.llm;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span's attributes in the canonical vocabulary. {@code null} is what no convention told.
 *
 * @param name a better name than the span's own
 * @param repeatsChildren whether usage and cost repeat what the span's children carry, as they do
 *     on agent and workflow wrappers: sums over a trace leave this span out
 * @param clientCost what the client itself says it cost
 * @param metadata the application's own properties by key, without the convention's prefix
 */
public record LlmAttributes(
    ObservationKind kind,
    @Nullable String name,
    ModelCall model,
    @Nullable Body input,
    @Nullable Body output,
    TokenUsage usage,
    @Nullable Cost clientCost,
    boolean repeatsChildren,
    Tool tool,
    Agent agent,
    Origin origin,
    Prompt prompt,
    @Nullable ObservationLevel level,
    @Nullable String statusMessage,
    Map<String, String> metadata) {

  public LlmAttributes {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** Whether there is nothing here but what any span may have: a session, a user, a release. */
  public boolean isOrdinary() {
    return kind == ObservationKind.SPAN
        && origin.traceName() == null
        && origin.tags().isEmpty()
        && name == null
        && input == null
        && output == null
        && clientCost == null
        && level == null
        && statusMessage == null
        && metadata.isEmpty()
        && !repeatsChildren
        && model.equals(ModelCall.NONE)
        && usage.isEmpty()
        && tool.equals(Tool.NONE)
        && agent.equals(Agent.NONE)
        && prompt.equals(Prompt.NONE);
  }

  /**
   * The model that answered, and how it was asked.
   *
   * @param parameters JSON object text
   * @param finishReason several reasons are joined by commas
   */
  public record ModelCall(
      @Nullable String provider,
      @Nullable String name,
      @Nullable String parameters,
      @Nullable String finishReason,
      @Nullable String serviceTier,
      @Nullable Duration timeToFirstToken) {
    public static final ModelCall NONE = new ModelCall(null, null, null, null, null, null);
  }

  /** The tool that ran. */
  public record Tool(@Nullable String name, @Nullable String callId) {
    public static final Tool NONE = new Tool(null, null);
  }

  /** The agent, and the workflow it is part of. */
  public record Agent(@Nullable String id, @Nullable String name, @Nullable String workflow) {
    public static final Agent NONE = new Agent(null, null, null);
  }

  /** Whose work a span is part of: equal on the spans of a trace, or told on some of them. */
  public record Origin(
      @Nullable String traceName,
      @Nullable String session,
      @Nullable String user,
      List<String> tags,
      @Nullable String environment,
      @Nullable String release,
      @Nullable String version) {
    public static final Origin NONE = new Origin(null, null, null, List.of(), null, null, null);

    public Origin {
      tags = List.copyOf(tags);
    }
  }

  /** The managed prompt that was used. */
  public record Prompt(@Nullable String name, @Nullable String version) {
    public static final Prompt NONE = new Prompt(null, null);
  }

  LlmAttributes named(String better) {
    return new LlmAttributes(
        kind,
        better,
        model,
        input,
        output,
        usage,
        clientCost,
        repeatsChildren,
        tool,
        agent,
        origin,
        prompt,
        level,
        statusMessage,
        metadata);
  }

  LlmAttributes with(@Nullable Body otherInput, @Nullable Body otherOutput) {
    return new LlmAttributes(
        kind,
        name,
        model,
        otherInput,
        otherOutput,
        usage,
        clientCost,
        repeatsChildren,
        tool,
        agent,
        origin,
        prompt,
        level,
        statusMessage,
        metadata);
  }

  /** Of a span that no convention speaks of. */
  public static LlmAttributes ordinary(Origin origin) {
    return new LlmAttributes(
        ObservationKind.SPAN,
        null,
        ModelCall.NONE,
        null,
        null,
        TokenUsage.NONE,
        null,
        false,
        Tool.NONE,
        Agent.NONE,
        origin,
        Prompt.NONE,
        null,
        null,
        Map.of());
  }
}
