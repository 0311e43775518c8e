package dev.seamark.query.trace;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.page.CursorSigner;
import dev.seamark.core.page.Page;
import dev.seamark.core.trace.SpanPage;
import dev.seamark.core.trace.SpanQuery;
import dev.seamark.core.trace.TraceDetail;
import dev.seamark.core.trace.TraceField;
import dev.seamark.core.trace.TraceQuery;
import dev.seamark.core.trace.TraceReader;
import dev.seamark.core.trace.TraceSummary;
import dev.seamark.query.http.ApiCalls;
import dev.seamark.query.trace.TraceAnswers.Detail;
import dev.seamark.query.trace.TraceAnswers.SpanList;
import dev.seamark.query.trace.TraceAnswers.TraceList;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers what {@link TraceApi} describes. */
@RestController
class TraceHandler implements TraceApi {
  private final ApiCalls calls;
  private final TraceReader traces;
  private final TraceCursors cursors;

  TraceHandler(ApiCalls calls, TraceReader traces, CursorSigner signer) {
    this.calls = calls;
    this.traces = traces;
    this.cursors = new TraceCursors(signer);
  }

  @Override
  public Mono<TraceList> findTraces(ServerWebExchange exchange) {
    return calls.answer(
        exchange,
        TraceParameters.OF_LIST,
        (caller, parameters) -> {
          TraceQuery query =
              cursors.at(TraceParameters.traces(caller, parameters), parameters.text("cursor"));
          Page<TraceSummary> page = traces.findTraces(query);
          List<TraceJson> data =
              page.items().stream().map(trace -> TraceJson.of(trace, query.fields())).toList();
          return new TraceList(data, cursors.ofTraces(query, page));
        });
  }

  @Override
  public Mono<Detail> readTrace(String traceId, ServerWebExchange exchange) {
    return calls.answer(
        exchange,
        TraceParameters.OF_TRACE,
        (caller, parameters) -> {
          SpanQuery query = TraceParameters.spans(caller, traceId, parameters, SpanQuery.MAX_LIMIT);
          TraceDetail trace = traces.readTrace(query).orElseThrow(() -> unknown(query));
          return new Detail(
              TraceJson.of(trace.summary(), TraceField.ALL),
              SpanJson.of(trace.page()),
              cursors.ofSpans(query, trace.spans()));
        });
  }

  @Override
  public Mono<SpanList> readSpans(String traceId, ServerWebExchange exchange) {
    return calls.answer(
        exchange,
        TraceParameters.OF_SPANS,
        (caller, parameters) -> {
          SpanQuery query =
              cursors.at(
                  TraceParameters.spans(caller, traceId, parameters, SpanQuery.DEFAULT_LIMIT),
                  parameters.text("cursor"));
          SpanPage page = traces.readSpans(query);
          if (page.items().isEmpty() && query.seek() == null) {
            throw unknown(query);
          }
          return new SpanList(SpanJson.of(page), cursors.ofSpans(query, page.spans()));
        });
  }

  private static SeamarkException unknown(SpanQuery query) {
    return new SeamarkException(
        ErrorCode.NOT_FOUND,
        "traceId: " + query.traceId() + " (expected: a trace of this project)");
  }
}
