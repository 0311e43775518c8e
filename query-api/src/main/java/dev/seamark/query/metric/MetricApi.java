package dev.seamark.query.metric;

import static dev.seamark.query.http.ParameterText.CURSOR;
import static dev.seamark.query.http.ParameterText.INSTANT;

import dev.seamark.query.metric.MetricAnswers.MetricList;
import dev.seamark.query.metric.MetricAnswers.SampleList;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The metric endpoints as the OpenAPI document describes them. */
@Tag(name = "metrics")
interface MetricApi {

  /** A page of metrics. */
  @GetMapping("/api/v1/metrics")
  @Operation(
      operationId = "findMetrics",
      summary = "List metrics",
      description = "Metrics of the key's project, by name, with their kind and unit.")
  @Parameter(
      name = "q",
      in = ParameterIn.QUERY,
      description = "Part of the name, in the same case.",
      schema = @Schema(type = "string"),
      example = "http.server")
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "Metrics on the page.",
      schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100"))
  @Parameter(
      name = "cursor",
      in = ParameterIn.QUERY,
      description = CURSOR,
      schema = @Schema(type = "string"))
  Mono<MetricList> findMetrics(@Parameter(hidden = true) ServerWebExchange exchange);

  /** A page of a metric's data points. */
  @GetMapping("/api/v1/metrics/{name}/samples")
  @Operation(
      operationId = "findSamples",
      summary = "List data points of a metric",
      description =
          "Data points of all series of the metric, as they were sent, with their exemplars. Of points"
              + " that a series has at one time, one is shown. Without `from` the search goes back"
              + " through all of the project's time until the page is full.")
  @Parameter(
      name = "from",
      in = ParameterIn.QUERY,
      description = "Earliest time, inclusive. " + INSTANT,
      schema = @Schema(type = "string"),
      example = "2026-11-20T12:00:00Z")
  @Parameter(
      name = "to",
      in = ParameterIn.QUERY,
      description = "Latest time, exclusive. " + INSTANT,
      schema = @Schema(type = "string"),
      example = "2026-11-20T13:00:00Z")
  @Parameter(
      name = "service",
      in = ParameterIn.QUERY,
      description = "Name of the service that measured.",
      schema = @Schema(type = "string"),
      example = "shop")
  @Parameter(
      name = "series_id",
      in = ParameterIn.QUERY,
      description = "16 hex digits: points of this series.",
      schema = @Schema(type = "string"),
      example = "7c1f00d2a9000003")
  @Parameter(
      name = "sort",
      in = ParameterIn.QUERY,
      description = "Newest first, or oldest first.",
      schema =
          @Schema(
              type = "string",
              allowableValues = {"-time", "time"},
              defaultValue = "-time"))
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "Points on the page.",
      schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100"))
  @Parameter(
      name = "cursor",
      in = ParameterIn.QUERY,
      description = CURSOR,
      schema = @Schema(type = "string"))
  Mono<SampleList> findSamples(
      @Parameter(description = "Name of the metric.", example = "http.server.request.duration")
          @PathVariable("name")
          String name,
      @Parameter(hidden = true) ServerWebExchange exchange);
}
