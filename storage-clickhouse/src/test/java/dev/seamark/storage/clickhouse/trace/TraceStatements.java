package dev.seamark.storage.clickhouse.trace;

import dev.seamark.core.page.Seek;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.trace.SpanPosition;
import dev.seamark.core.trace.SpanQuery;
import dev.seamark.core.trace.TraceField;
import dev.seamark.core.trace.TraceFilter;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.core.trace.TracePosition;
import dev.seamark.core.trace.TraceQuery;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.otlp.SelectResources;
import dev.seamark.storage.clickhouse.read.TimeWindow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Every shape of statement that reads traces, by the name of its golden file. */
final class TraceStatements {
  private static final TraceId TRACE = TraceId.parse("0123456789abcdef0123456789abcdef");
  private static final TraceQuery NEWEST =
      TraceQuery.newest(new WorkspaceId(new UUID(0, 1)), new ProjectId(new UUID(0, 2)));
  private static final TraceFilter EVERYTHING =
      new TraceFilter(
          1L,
          2L,
          "it's \\ \"shop\" {x:String}",
          "GET /cart\n🚀",
          Set.of(StatusCode.ERROR, StatusCode.OK),
          1_000_000L,
          2_000_000L,
          "session",
          "user",
          "tag",
          "gpt-4o",
          "prod");
  private static final TimeWindow WINDOW =
      new TimeWindow(1_700_000_000_123_456_789L, 1_700_000_300_123_456_789L);

  private TraceStatements() {}

  static Map<String, Statement> all() {
    TracePosition position = new TracePosition(1_700_000_100_000_000_001L, TRACE);
    SpanQuery spans = new SpanQuery(NEWEST.workspaceId(), NEWEST.projectId(), TRACE, 1_000, null);
    SpanPosition span = new SpanPosition(1_700_000_100_000_000_001L, new SpanId(-2));
    Map<String, Statement> all = new LinkedHashMap<>();
    all.put("select_traces", traces(NEWEST));
    all.put("select_traces_everything", traces(NEWEST.with(EVERYTHING)));
    all.put("select_traces_after", traces(NEWEST.with(Seek.after(position))));
    all.put("select_traces_before", traces(NEWEST.with(Seek.before(position))));
    all.put("select_traces_oldest_first", traces(NEWEST.with(TraceOrder.OLDEST_FIRST)));
    all.put("select_traces_one_field", traces(NEWEST.with(Set.of(TraceField.ROOT_NAME))));
    all.put("select_oldest_trace", SelectOldestTrace.statement(NEWEST));
    all.put("select_trace", SelectTrace.statement(spans));
    all.put("select_spans", SelectSpans.statement(spans));
    all.put("select_spans_after", SelectSpans.statement(spans.with(Seek.after(span))));
    all.put("select_spans_before", SelectSpans.statement(spans.with(Seek.before(span))));
    all.put("select_trace_summary", SelectTraceSummary.statement(spans));
    all.put("select_observations", SelectObservations.statement(spans, 1L, 2L));
    all.put(
        "select_resources",
        SelectResources.statement(NEWEST.workspaceId(), NEWEST.projectId(), List.of(1L, -1L)));
    return all;
  }

  static Statement named(String name) {
    return Objects.requireNonNull(all().get(name), name);
  }

  private static Statement traces(TraceQuery query) {
    return SelectTraces.statement(query, WINDOW, 51);
  }
}
