package dev.seamark.query.metric;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.seamark.core.metric.Metric;
import dev.seamark.core.metric.MetricKey;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;

/** A metric of a project. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(
    name = "Metric",
    description =
        "A metric. One name has as many rows as clients send kinds, temporalities and units of it.")
record MetricJson(
    @Schema(example = "http.server.request.duration") String name,
    @Schema(
            allowableValues = {"gauge", "sum", "histogram", "exponential_histogram", "summary"},
            example = "histogram")
        String kind,
    @Schema(
            description = "unspecified for gauges and summaries, which have none.",
            allowableValues = {"unspecified", "delta", "cumulative"},
            example = "cumulative")
        String temporality,
    @Schema(description = "Whether a sum only grows; false for other kinds.", example = "false")
        boolean isMonotonic,
    @Schema(description = "As sent, mostly UCUM.", example = "s") String unit,
    @Schema(description = "As sent last.", example = "Duration of HTTP server requests.")
        String description) {

  static MetricJson of(Metric metric) {
    MetricKey key = metric.key();
    return new MetricJson(
        key.name(),
        word(key.kind()),
        word(key.temporality()),
        key.isMonotonic(),
        key.unit(),
        metric.description());
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
