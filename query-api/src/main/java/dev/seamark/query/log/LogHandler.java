package dev.seamark.query.log;

import dev.seamark.core.log.LogEntry;
import dev.seamark.core.log.LogQuery;
import dev.seamark.core.log.LogReader;
import dev.seamark.core.page.CursorSigner;
import dev.seamark.core.page.Page;
import dev.seamark.query.http.ApiCalls;
import dev.seamark.query.log.LogAnswers.LogList;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers what {@link LogApi} describes. */
@RestController
class LogHandler implements LogApi {
  private final ApiCalls calls;
  private final LogReader logs;
  private final LogCursors cursors;

  LogHandler(ApiCalls calls, LogReader logs, CursorSigner signer) {
    this.calls = calls;
    this.logs = logs;
    this.cursors = new LogCursors(signer);
  }

  @Override
  public Mono<LogList> findLogs(ServerWebExchange exchange) {
    return calls.answer(
        exchange,
        LogParameters.OF_LIST,
        (caller, parameters) -> {
          LogQuery query =
              cursors.at(LogParameters.logs(caller, parameters), parameters.text("cursor"));
          Set<LogField> fields = LogParameters.fields(parameters);
          Page<LogEntry> page = logs.findLogs(query);
          List<LogJson> data =
              page.items().stream().map(entry -> LogJson.of(entry, fields)).toList();
          return new LogList(data, cursors.of(query, page));
        });
  }
}
