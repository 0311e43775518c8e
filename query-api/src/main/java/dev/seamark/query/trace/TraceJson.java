package dev.seamark.query.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.seamark.core.llm.TraceUsage;
import dev.seamark.core.trace.TraceField;
import dev.seamark.core.trace.TraceSummary;
import dev.seamark.query.http.TimeText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A trace in a list. What was not asked for is left out. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
@Schema(name = "Trace", description = "A trace, derived from its spans.")
record TraceJson(
    @Schema(example = "5b8efff798038103d269b633813fc60c") String traceId,
    @Schema(description = "Start of the earliest span.", example = "2026-11-20T12:00:00.123456789Z")
        String startTime,
    @Schema(description = "From the earliest start to the latest end.", example = "1532000123")
        @Nullable Long durationNanos,
    @Schema(
            description = "Left out while no span without a parent has arrived.",
            example = "eee19b7ec3c1b174")
        @Nullable String rootSpanId,
    @Schema(
            description = "Service of the root span; of the earliest span while there is no root.",
            example = "shop")
        @Nullable String rootService,
    @Schema(
            description = "Name of the root span; of the earliest span while there is no root.",
            example = "GET /cart")
        @Nullable String rootName,
    @Schema(
            description = "error when any span failed, else that of the root span.",
            allowableValues = {"unset", "ok", "error"},
            example = "ok")
        @Nullable String status,
    @Schema(example = "12") @Nullable Long spanCount,
    @Schema(description = "Spans that failed.", example = "0") @Nullable Long errorCount,
    @Schema(description = "Distinct service names, sorted.", example = "[\"payment\", \"shop\"]")
        @Nullable List<String> services,
    @Nullable OriginJson origin,
    @Nullable Usage usage) {

  /** What the models of a trace used. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(
      name = "TraceUsage",
      description =
          "What the models of the trace used: sums over its observations, without those that repeat"
              + " what others used.")
  record Usage(
      @Schema(description = "Distinct names, sorted.", example = "[\"gpt-4o\"]")
          List<String> models,
      @Schema(description = "Cached ones included.", example = "1200") long inputTokens,
      @Schema(description = "Reasoning included.", example = "350") long outputTokens,
      @Schema(example = "1550") long totalTokens,
      @Schema(description = "US dollars.", example = "0.0065") BigDecimal totalCost) {
    static Usage of(TraceUsage usage) {
      return new Usage(
          usage.models(),
          usage.inputTokens(),
          usage.outputTokens(),
          usage.totalTokens(),
          ObservationJson.dollars(usage.cost()));
    }
  }

  static TraceJson of(TraceSummary trace, Set<TraceField> fields) {
    return new TraceJson(
        trace.traceId().toString(),
        TimeText.format(trace.startEpochNanos()),
        fields.contains(TraceField.DURATION_NANOS) ? (Long) trace.durationNanos() : null,
        trace.rootSpanId() == null ? null : trace.rootSpanId().toString(),
        fields.contains(TraceField.ROOT_SERVICE) ? trace.rootService() : null,
        fields.contains(TraceField.ROOT_NAME) ? trace.rootName() : null,
        fields.contains(TraceField.STATUS)
            ? trace.statusCode().name().toLowerCase(Locale.ROOT)
            : null,
        fields.contains(TraceField.SPAN_COUNT) ? (Long) trace.spanCount() : null,
        fields.contains(TraceField.ERROR_COUNT) ? (Long) trace.errorCount() : null,
        fields.contains(TraceField.SERVICES) ? trace.services() : null,
        fields.contains(TraceField.ORIGIN) ? OriginJson.of(trace.origin()) : null,
        fields.contains(TraceField.USAGE) ? Usage.of(trace.usage()) : null);
  }
}
