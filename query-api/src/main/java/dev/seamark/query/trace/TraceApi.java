package dev.seamark.query.trace;

import static dev.seamark.query.http.ParameterText.CURSOR;
import static dev.seamark.query.http.ParameterText.DURATION;
import static dev.seamark.query.http.ParameterText.INSTANT;

import dev.seamark.query.trace.TraceAnswers.Detail;
import dev.seamark.query.trace.TraceAnswers.SpanList;
import dev.seamark.query.trace.TraceAnswers.TraceList;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The trace endpoints as the OpenAPI document describes them. */
@Tag(name = "traces")
interface TraceApi {

  /** A page of traces. */
  @GetMapping("/api/v1/traces")
  @Operation(
      operationId = "findTraces",
      summary = "List traces",
      description =
          "Traces of the key's project. Pages stay stable while data arrives: a trace that is there"
              + " when the first page is read, and does not change, is on exactly one page.")
  @Parameter(
      name = "from",
      in = ParameterIn.QUERY,
      description = "Earliest start, inclusive. " + INSTANT,
      schema = @Schema(type = "string"),
      example = "2026-11-20T12:00:00Z")
  @Parameter(
      name = "to",
      in = ParameterIn.QUERY,
      description = "Latest start, exclusive. " + INSTANT,
      schema = @Schema(type = "string"),
      example = "2026-11-20T13:00:00Z")
  @Parameter(
      name = "service",
      in = ParameterIn.QUERY,
      description = "Name of a service that has a span in the trace.",
      schema = @Schema(type = "string"),
      example = "shop")
  @Parameter(
      name = "name",
      in = ParameterIn.QUERY,
      description = "Name of the trace, which is its root span's.",
      schema = @Schema(type = "string"),
      example = "GET /cart")
  @Parameter(
      name = "status",
      in = ParameterIn.QUERY,
      description = "Any of these, separated by commas.",
      explode = Explode.FALSE,
      array =
          @ArraySchema(
              schema =
                  @Schema(
                      type = "string",
                      allowableValues = {"unset", "ok", "error"})),
      example = "error")
  @Parameter(
      name = "min_duration",
      in = ParameterIn.QUERY,
      description = "Inclusive. " + DURATION,
      schema = @Schema(type = "string"),
      example = "150ms")
  @Parameter(
      name = "max_duration",
      in = ParameterIn.QUERY,
      description = "Inclusive. " + DURATION,
      schema = @Schema(type = "string"),
      example = "2s")
  @Parameter(
      name = "session_id",
      in = ParameterIn.QUERY,
      description = "Session that the trace belongs to.",
      schema = @Schema(type = "string"),
      example = "chat-4711")
  @Parameter(
      name = "user_id",
      in = ParameterIn.QUERY,
      description = "User that the trace is about.",
      schema = @Schema(type = "string"),
      example = "user-42")
  @Parameter(
      name = "tag",
      in = ParameterIn.QUERY,
      description = "One of the trace's tags.",
      schema = @Schema(type = "string"),
      example = "beta")
  @Parameter(
      name = "model",
      in = ParameterIn.QUERY,
      description = "Name of a model that was called, as its spans tell it.",
      schema = @Schema(type = "string"),
      example = "gpt-4o")
  @Parameter(
      name = "environment",
      in = ParameterIn.QUERY,
      description = "Where the trace ran.",
      schema = @Schema(type = "string"),
      example = "production")
  @Parameter(
      name = "sort",
      in = ParameterIn.QUERY,
      description = "Newest first, or oldest first.",
      schema =
          @Schema(
              type = "string",
              allowableValues = {"-start_time", "start_time"},
              defaultValue = "-start_time"))
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "Traces on the page.",
      schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "50"))
  @Parameter(
      name = "cursor",
      in = ParameterIn.QUERY,
      description = CURSOR,
      schema = @Schema(type = "string"))
  @Parameter(
      name = "fields",
      in = ParameterIn.QUERY,
      description =
          "What to read of each trace, separated by commas; all of it unless given. `trace_id` and"
              + " `start_time` are always there.",
      explode = Explode.FALSE,
      array =
          @ArraySchema(
              schema =
                  @Schema(
                      type = "string",
                      allowableValues = {
                        "trace_id",
                        "start_time",
                        "duration_nanos",
                        "root_span_id",
                        "root_service",
                        "root_name",
                        "status",
                        "span_count",
                        "error_count",
                        "services",
                        "origin",
                        "usage"
                      })),
      example = "root_name,duration_nanos")
  Mono<TraceList> findTraces(@Parameter(hidden = true) ServerWebExchange exchange);

  /** A trace with its spans. */
  @GetMapping("/api/v1/traces/{traceId}")
  @Operation(
      operationId = "readTrace",
      summary = "Read a trace with its spans",
      description =
          "All spans of the trace, up to the limit. A longer trace comes with `page.next_cursor`,"
              + " which continues at `/api/v1/traces/{traceId}/spans`.")
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "Spans in the answer.",
      schema = @Schema(type = "integer", minimum = "1", maximum = "10000", defaultValue = "10000"))
  Mono<Detail> readTrace(
      @Parameter(description = "32 hex digits.", example = "5b8efff798038103d269b633813fc60c")
          @PathVariable("traceId")
          String traceId,
      @Parameter(hidden = true) ServerWebExchange exchange);

  /** A page of a trace's spans. */
  @GetMapping("/api/v1/traces/{traceId}/spans")
  @Operation(operationId = "readSpans", summary = "Page through the spans of a trace")
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "Spans on the page.",
      schema = @Schema(type = "integer", minimum = "1", maximum = "10000", defaultValue = "1000"))
  @Parameter(
      name = "cursor",
      in = ParameterIn.QUERY,
      description = CURSOR,
      schema = @Schema(type = "string"))
  Mono<SpanList> readSpans(
      @Parameter(description = "32 hex digits.", example = "5b8efff798038103d269b633813fc60c")
          @PathVariable("traceId")
          String traceId,
      @Parameter(hidden = true) ServerWebExchange exchange);
}
