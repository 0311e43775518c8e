package dev.seamark.storage.clickhouse.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.log.LogFilter;
import dev.seamark.core.log.LogPosition;
import dev.seamark.core.log.LogQuery;
import dev.seamark.core.log.SearchText;
import dev.seamark.core.page.Seek;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.read.TimeWindow;
import dev.seamark.storage.tests.Golden;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The statements that read logs; the reader's contract runs every shape of them. */
class LogStatementsTest {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+):");
  private static final LogQuery NEWEST =
      LogQuery.newest(new WorkspaceId(new UUID(0, 1)), new ProjectId(new UUID(0, 2)));

  @Test
  void statements_asReviewed() {
    statements()
        .forEach((name, statement) -> {
          Golden.assertGolden("log/" + name + ".sql", statement.text());
          assertThat(name).startsWith(statement.name());
          assertThat(
                  PARAMETER
                      .matcher(statement.text())
                      .results()
                      .map(match -> match.group(1))
                      .distinct())
              .describedAs(name)
              .containsExactlyInAnyOrderElementsOf(statement.parameters().keySet());
        });
  }

  private static Map<String, Statement> statements() {
    LogPosition position = new LogPosition(1_700_000_100_000_000_001L, -1);
    LogFilter everything =
        new LogFilter(
            1L,
            2L,
            "it's",
            17,
            new TraceId(1, 2),
            new SpanId(3),
            new SearchText("words {x:String}"));
    Map<String, Statement> all = new LinkedHashMap<>();
    all.put("select_logs", logs(NEWEST));
    all.put("select_logs_everything", logs(NEWEST.with(everything)));
    all.put("select_logs_after", logs(NEWEST.with(Seek.after(position))));
    all.put("select_logs_before", logs(NEWEST.with(Seek.before(position))));
    all.put("select_logs_oldest_first", logs(NEWEST.with(TraceOrder.OLDEST_FIRST)));
    all.put("select_logs_without_parts", logs(NEWEST.with(Set.of())));
    all.put("select_oldest_log", SelectOldestLog.statement(NEWEST));
    return all;
  }

  private static Statement logs(LogQuery query) {
    return SelectLogs.statement(
        query, new TimeWindow(1_700_000_000_123_456_789L, 1_700_000_300_123_456_789L), 101);
  }
}
