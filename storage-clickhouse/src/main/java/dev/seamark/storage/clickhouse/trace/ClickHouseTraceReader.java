package dev.seamark.storage.clickhouse.trace;

import dev.seamark.core.page.Page;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.Span;
import dev.seamark.core.trace.SpanQuery;
import dev.seamark.core.trace.TraceDetail;
import dev.seamark.core.trace.TraceQuery;
import dev.seamark.core.trace.TraceReader;
import dev.seamark.core.trace.TraceSummary;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.RowMapper;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.otlp.ResourceReader;
import dev.seamark.storage.clickhouse.read.ReadLimits;
import dev.seamark.storage.clickhouse.read.TimeWindow;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads traces from ClickHouse as the reader account, which sees the rows of the query's workspace
 * only.
 *
 * <p>A list searches time windows that grow until the page is full. A trace takes one statement for
 * its spans and, only when it refers to resources that were not read lately, one for those.
 */
public final class ClickHouseTraceReader implements TraceReader {
  private final ClickHouse clickHouse;
  private final ReadLimits limits;
  private final Clock clock;
  private final ResourceReader resources;

  /**
   * Makes a reader.
   *
   * @param clickHouse connections of the reader account
   */
  public ClickHouseTraceReader(ClickHouse clickHouse, ReadLimits limits, Clock clock) {
    this.clickHouse = clickHouse;
    this.limits = limits;
    this.clock = clock;
    this.resources = new ResourceReader(clickHouse, limits);
  }

  @Override
  public Page<TraceSummary> findTraces(TraceQuery query) {
    int wanted = query.limit() + 1;
    List<TraceSummary> fetched = new ArrayList<>();
    for (TimeWindow window : windows(query)) {
      fetched.addAll(
          read(
              SelectTraces.statement(query, window, wanted - fetched.size()),
              query.workspaceId(),
              row -> SelectTraces.map(query, row)));
      if (fetched.size() == wanted) {
        break;
      }
    }
    return Page.of(fetched, query.limit(), query.seek());
  }

  @Override
  public Optional<TraceDetail> readTrace(SpanQuery query) {
    List<SpanRow.Stored> rows =
        read(SelectTrace.statement(query), query.workspaceId(), SpanRow.Stored::map);
    if (rows.size() > query.limit()) {
      return readLongTrace(query);
    }
    List<Span> spans = withResources(query, SpanRow.Stored.last(rows));
    if (spans.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TraceDetail(
            TraceSummary.of(query.projectId(), spans), Page.of(spans, query.limit(), null)));
  }

  @Override
  public Page<Span> readSpans(SpanQuery query) {
    List<SpanRow> rows = read(SelectSpans.statement(query), query.workspaceId(), SpanRow::map);
    return Page.of(withResources(query, rows), query.limit(), query.seek());
  }

  /** Two statements more, whatever the number of spans. */
  private Optional<TraceDetail> readLongTrace(SpanQuery query) {
    Page<Span> spans = readSpans(query.with(null));
    if (spans.items().isEmpty()) {
      return Optional.empty();
    }
    TraceSummary summary =
        readSummary(query).orElseGet(() -> TraceSummary.of(query.projectId(), spans.items()));
    return Optional.of(new TraceDetail(summary, spans));
  }

  private List<Span> withResources(SpanQuery query, Collection<SpanRow> rows) {
    Map<Long, String> names = new HashMap<>();
    rows.forEach(row -> names.put(row.resourceId(), row.serviceName()));
    Map<Long, Resource> found = resources.read(query.workspaceId(), query.projectId(), names);
    return rows.stream()
        .map(row -> row.with(Objects.requireNonNull(found.get(row.resourceId()))))
        .toList();
  }

  private Optional<TraceSummary> readSummary(SpanQuery query) {
    TraceQuery mapping = TraceQuery.newest(query.workspaceId(), query.projectId());
    return read(
            SelectTraceSummary.statement(query),
            query.workspaceId(),
            row -> SelectTraces.map(mapping, row))
        .stream()
        .findFirst();
  }

  private List<TimeWindow> windows(TraceQuery query) {
    return TimeWindow.ofPage(
        query.travel(),
        query.filter().fromEpochNanos(),
        query.filter().toEpochNanos(),
        query.seek() == null ? null : query.seek().position().startEpochNanos(),
        clock.instant(),
        () ->
            read(SelectOldestTrace.statement(query), query.workspaceId(), RowInput::int64).stream()
                .findFirst());
  }

  private <T> List<T> read(Statement statement, WorkspaceId workspace, RowMapper<T> mapper) {
    return clickHouse.query(limits.on(statement), workspace, mapper);
  }
}
