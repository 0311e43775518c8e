package dev.seamark.storage.clickhouse.span;

import dev.seamark.core.llm.Body;
import dev.seamark.core.llm.LlmAttributes;
import dev.seamark.core.llm.Observation;
import dev.seamark.core.llm.ObservationLevel;
import dev.seamark.core.span.Span;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.block.ArrayColumn;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.FixedStringColumn;
import dev.seamark.storage.clickhouse.block.MapColumn;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import dev.seamark.storage.clickhouse.block.StringColumn;
import dev.seamark.storage.clickhouse.block.UuidColumn;
import dev.seamark.storage.clickhouse.otlp.ResourceRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of {@code observations} that are written, in the table's order. */
final class ObservationColumns {
  private static final int DOLLAR_SCALE = 12;

  private final List<Column> all = new ArrayList<>();
  private final UuidColumn workspaceId = of(new UuidColumn("workspace_id"));
  private final UuidColumn projectId = of(new UuidColumn("project_id"));
  private final FixedStringColumn traceId = of(new FixedStringColumn("trace_id", 16));
  private final FixedStringColumn spanId = of(new FixedStringColumn("span_id", 8));
  private final FixedStringColumn parentSpanId = of(new FixedStringColumn("parent_span_id", 8));
  private final NumberColumn startTime = of(NumberColumn.nanoseconds("start_time"));
  private final NumberColumn durationNanos = of(NumberColumn.int64("duration_nanos"));
  private final StringColumn serviceName = text("service_name");
  private final StringColumn name = text("name");
  private final NumberColumn statusCode = of(NumberColumn.int8("status_code"));
  private final NumberColumn kind = of(NumberColumn.int8("kind"));
  private final NumberColumn level = of(NumberColumn.int8("level"));
  private final StringColumn statusText = text("status_text");
  private final StringColumn provider = text("provider");
  private final StringColumn model = text("model");
  private final StringColumn parameters = text("parameters");
  private final StringColumn finishReason = text("finish_reason");
  private final StringColumn serviceTier = text("service_tier");
  private final NumberColumn firstTokenNanos = of(NumberColumn.uint64("first_token_nanos"));
  private final StringColumn input = text("input");
  private final StringColumn inputKey = text("input_key");
  private final StringColumn output = text("output");
  private final StringColumn outputKey = text("output_key");
  private final NumberColumn inputTokens = of(NumberColumn.uint64("input_tokens"));
  private final NumberColumn cacheReadTokens = of(NumberColumn.uint64("cache_read_tokens"));
  private final NumberColumn cacheWriteTokens = of(NumberColumn.uint64("cache_write_tokens"));
  private final NumberColumn audioInputTokens = of(NumberColumn.uint64("audio_input_tokens"));
  private final NumberColumn outputTokens = of(NumberColumn.uint64("output_tokens"));
  private final NumberColumn reasoningTokens = of(NumberColumn.uint64("reasoning_tokens"));
  private final NumberColumn audioOutputTokens = of(NumberColumn.uint64("audio_output_tokens"));
  private final NumberColumn totalTokens = of(NumberColumn.uint64("total_tokens"));
  private final NumberColumn inputCost = of(NumberColumn.decimal18("input_cost", DOLLAR_SCALE));
  private final NumberColumn outputCost = of(NumberColumn.decimal18("output_cost", DOLLAR_SCALE));
  private final NumberColumn totalCost = of(NumberColumn.decimal18("total_cost", DOLLAR_SCALE));
  private final NumberColumn costSource = of(NumberColumn.int8("cost_source"));
  private final NumberColumn repeatsChildren = of(NumberColumn.bool("repeats_children"));
  private final StringColumn toolName = text("tool_name");
  private final StringColumn toolCallId = text("tool_call_id");
  private final StringColumn agentId = text("agent_id");
  private final StringColumn agentName = text("agent_name");
  private final StringColumn workflow = text("workflow");
  private final StringColumn traceName = text("trace_name");
  private final StringColumn sessionId = text("session_id");
  private final StringColumn userId = text("user_id");
  private final ArrayColumn<StringColumn> tags =
      of(new ArrayColumn<>("tags", new StringColumn("tag")));
  private final StringColumn environment = text("environment");
  private final StringColumn release = text("release");
  private final StringColumn appVersion = text("app_version");
  private final StringColumn promptName = text("prompt_name");
  private final StringColumn promptVersion = text("prompt_version");
  private final MapColumn<StringColumn, StringColumn> metadata =
      of(new MapColumn<>("metadata", new StringColumn("key"), new StringColumn("value")));
  private final NumberColumn retentionDays = of(NumberColumn.uint16("retention_days"));
  private final NumberColumn version = of(NumberColumn.uint64("version"));

  List<Column> all() {
    return all;
  }

  int rows() {
    return version.rows();
  }

  @SuppressWarnings("EnumOrdinal") // documented there as stored
  void add(
      ApiKey owner,
      long rowVersion,
      Span span,
      Observation observation,
      ResourceRows.Row resource) {
    LlmAttributes attributes = observation.attributes();
    workspaceId.add(owner.workspaceId().value());
    projectId.add(owner.projectId().value());
    traceId.add(span.traceId().high(), span.traceId().low());
    spanId.add(span.spanId().value());
    parentSpanId.add(span.parentSpanId() == null ? 0 : span.parentSpanId().value());
    startTime.add(span.startEpochNanos());
    durationNanos.add(span.endEpochNanos() - span.startEpochNanos());
    serviceName.add(resource.serviceName());
    name.add(attributes.name() == null ? span.name() : attributes.name());
    statusCode.add(span.statusCode().ordinal());
    kind.add(attributes.kind().number());
    level.add(number(attributes.level()));
    add(statusText, attributes.statusMessage());
    addCall(observation);
    addBodies(attributes);
    addUsage(observation);
    addOrigin(attributes);
    attributes
        .metadata()
        .forEach((key, value) -> {
          metadata.keys().add(key);
          metadata.values().add(value);
        });
    metadata.endRow();
    retentionDays.add(owner.retentionDays());
    version.add(rowVersion);
  }

  private void addCall(Observation observation) {
    LlmAttributes attributes = observation.attributes();
    LlmAttributes.ModelCall call = attributes.model();
    add(provider, call.provider());
    add(model, call.name());
    add(parameters, call.parameters());
    add(finishReason, call.finishReason());
    add(serviceTier, call.serviceTier());
    Duration firstToken = call.timeToFirstToken();
    firstTokenNanos.add(firstToken == null ? 0 : firstToken.toNanos());
    add(toolName, attributes.tool().name());
    add(toolCallId, attributes.tool().callId());
    add(agentId, attributes.agent().id());
    add(agentName, attributes.agent().name());
    add(workflow, attributes.agent().workflow());
    add(promptName, attributes.prompt().name());
    add(promptVersion, attributes.prompt().version());
  }

  private void addBodies(LlmAttributes attributes) {
    Body in = attributes.input();
    input.add(in == null ? "" : in.text());
    inputKey.add(in == null ? "" : in.key());
    Body out = attributes.output();
    output.add(out == null ? "" : out.text());
    outputKey.add(out == null ? "" : out.key());
  }

  @SuppressWarnings("EnumOrdinal") // documented there as stored
  private void addUsage(Observation observation) {
    var usage = observation.attributes().usage();
    inputTokens.add(usage.input());
    cacheReadTokens.add(usage.cacheRead());
    cacheWriteTokens.add(usage.cacheWrite());
    audioInputTokens.add(usage.audioInput());
    outputTokens.add(usage.output());
    reasoningTokens.add(usage.reasoning());
    audioOutputTokens.add(usage.audioOutput());
    totalTokens.add(usage.total());
    var cost = observation.cost();
    inputCost.add(cost.input());
    outputCost.add(cost.output());
    totalCost.add(cost.total());
    costSource.add(cost.source().ordinal());
    repeatsChildren.add(observation.attributes().repeatsChildren());
  }

  private void addOrigin(LlmAttributes attributes) {
    LlmAttributes.Origin origin = attributes.origin();
    add(traceName, origin.traceName());
    add(sessionId, origin.session());
    add(userId, origin.user());
    origin.tags().forEach(tags.elements()::add);
    tags.endRow();
    add(environment, origin.environment());
    add(release, origin.release());
    add(appVersion, origin.version());
  }

  /** 0 stands for a level that was not told. */
  @SuppressWarnings("EnumOrdinal") // documented there as stored
  private static int number(@Nullable ObservationLevel level) {
    return level == null ? 0 : level.ordinal() + 1;
  }

  private static void add(StringColumn column, @Nullable String value) {
    column.add(value == null ? "" : value);
  }

  private StringColumn text(String columnName) {
    return of(new StringColumn(columnName));
  }

  private <C extends Column> C of(C column) {
    all.add(column);
    return column;
  }
}
