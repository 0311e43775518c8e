package dev.seamark.query.log;

import static dev.seamark.query.http.ParameterText.CURSOR;
import static dev.seamark.query.http.ParameterText.INSTANT;

import dev.seamark.query.log.LogAnswers.LogList;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The log endpoint as the OpenAPI document describes it. */
@Tag(name = "logs")
interface LogApi {

  /** A page of log records. */
  @GetMapping("/api/v1/logs")
  @Operation(
      operationId = "findLogs",
      summary = "List and search logs",
      description =
          "Log records of the key's project for which everything given holds. Pages neither overlap"
              + " nor skip while data arrives. Without `from` the search goes back through all of the"
              + " project's time until the page is full.")
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
      description = "Name of the service that wrote the record.",
      schema = @Schema(type = "string"),
      example = "shop")
  @Parameter(
      name = "min_severity",
      in = ParameterIn.QUERY,
      description =
          "This severity and above: `trace`, `debug`, `info`, `warn`, `error`, `fatal`, or OTLP's"
              + " number, 1 to 24. Records without a severity are below all.",
      schema = @Schema(type = "string"),
      example = "warn")
  @Parameter(
      name = "trace_id",
      in = ParameterIn.QUERY,
      description = "32 hex digits: records of this trace.",
      schema = @Schema(type = "string"),
      example = "5b8efff798038103d269b633813fc60c")
  @Parameter(
      name = "span_id",
      in = ParameterIn.QUERY,
      description = "16 hex digits: records of this span.",
      schema = @Schema(type = "string"),
      example = "eee19b7ec3c1b174")
  @Parameter(
      name = "q",
      in = ParameterIn.QUERY,
      description =
          "Words that the body contains, all of them, in any order and either case. A word is a run"
              + " of letters and digits, or of characters beyond ASCII; a part of a word is not found."
              + " A structured body is searched as JSON.",
      schema = @Schema(type = "string", maxLength = 1000),
      example = "payment refused")
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
      description = "Records on the page.",
      schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100"))
  @Parameter(
      name = "cursor",
      in = ParameterIn.QUERY,
      description = CURSOR,
      schema = @Schema(type = "string"))
  @Parameter(
      name = "fields",
      in = ParameterIn.QUERY,
      description =
          "What to read of each record, separated by commas; all of it unless given. `record_id` and"
              + " `time` are always there.",
      explode = Explode.FALSE,
      array =
          @ArraySchema(
              schema =
                  @Schema(
                      type = "string",
                      allowableValues = {
                        "record_id",
                        "time",
                        "time_source",
                        "observed_time",
                        "severity_number",
                        "severity_text",
                        "service",
                        "body",
                        "event_name",
                        "trace_id",
                        "span_id",
                        "flags",
                        "attributes",
                        "dropped_attributes_count",
                        "resource",
                        "scope"
                      })),
      example = "severity_text,service,body")
  Mono<LogList> findLogs(@Parameter(hidden = true) ServerWebExchange exchange);
}
