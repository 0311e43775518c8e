package dev.seamark.query.trace;

import dev.seamark.query.page.PageInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What the trace endpoints answer. */
final class TraceAnswers {
  private TraceAnswers() {}

  /** A page of traces. */
  @Schema(name = "TraceList")
  record TraceList(List<TraceJson> data, PageInfo page) {}

  /** A trace with its spans. */
  @Schema(name = "TraceDetail")
  record Detail(
      TraceJson trace,
      @Schema(description = "Earliest first.") List<SpanJson> spans,
      @Schema(
              description =
                  "When the trace has more spans than fit, next_cursor continues at"
                      + " /api/v1/traces/{traceId}/spans.")
          PageInfo page) {}

  /** A page of spans. */
  @Schema(name = "SpanList")
  record SpanList(@Schema(description = "Earliest first.") List<SpanJson> data, PageInfo page) {}
}
