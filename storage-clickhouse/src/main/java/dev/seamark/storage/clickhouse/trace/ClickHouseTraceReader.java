package dev.seamark.storage.clickhouse.trace;

import dev.seamark.core.llm.Observation;
import dev.seamark.core.page.Page;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.trace.SpanPage;
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
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads traces from ClickHouse as the reader account, which sees the rows of the query's workspace
 * only.
 *
 * <p>A list searches time windows that grow until the page is full. A trace takes one statement for
 * its spans, one for their observations when it has any, and, only when it refers to resources that
 * were not read lately, one for those.
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
    List<SpanRow> last = SpanRow.Stored.last(rows);
    if (last.isEmpty()) {
      return Optional.empty();
    }
    Map<SpanId, Observation> observed = readObservations(query, last);
    List<Span> spans = spans(query, last, observed);
    Map<SpanId, SpanRow> bySpan =
        last.stream().collect(Collectors.toMap(SpanRow::spanId, Function.identity()));
    TraceSummary summary =
        TraceSummary.of(
            query.projectId(),
            spans,
            span -> {
              Observation observation = observed.get(span.spanId());
              return observation == null ? required(bySpan, span).ordinary() : observation;
            });
    return Optional.of(
        new TraceDetail(summary, new SpanPage(Page.of(spans, query.limit(), null), observed)));
  }

  private static SpanRow required(Map<SpanId, SpanRow> rows, Span span) {
    return Objects.requireNonNull(rows.get(span.spanId()), "row of a span that was read");
  }

  @Override
  public SpanPage readSpans(SpanQuery query) {
    List<SpanRow> rows = read(SelectSpans.statement(query), query.workspaceId(), SpanRow::map);
    Map<SpanId, Observation> observed = readObservations(query, rows);
    Page<Span> page = Page.of(spans(query, rows, observed), query.limit(), query.seek());
    observed
        .keySet()
        .retainAll(page.items().stream().map(Span::spanId).collect(Collectors.toSet()));
    return new SpanPage(page, observed);
  }

  /** Two statements more, whatever the number of spans. */
  private Optional<TraceDetail> readLongTrace(SpanQuery query) {
    SpanPage spans = readSpans(query.with(null));
    if (spans.items().isEmpty()) {
      return Optional.empty();
    }
    TraceSummary summary =
        readSummary(query).orElseGet(() -> TraceSummary.of(query.projectId(), spans.items()));
    return Optional.of(new TraceDetail(summary, spans));
  }

  private List<Span> spans(
      SpanQuery query, Collection<SpanRow> rows, Map<SpanId, Observation> observed) {
    Map<Long, String> names = new HashMap<>();
    rows.forEach(row -> names.put(row.resourceId(), row.serviceName()));
    Map<Long, Resource> found = resources.read(query.workspaceId(), query.projectId(), names);
    return rows.stream()
        .map(row -> {
          Observation observation = observed.get(row.spanId());
          return row.with(
              Objects.requireNonNull(found.get(row.resourceId())),
              observation == null ? row.attributes() : observation.withBodies(row.attributes()));
        })
        .toList();
  }

  /** One statement, and none when no convention speaks of any of the spans. */
  private Map<SpanId, Observation> readObservations(SpanQuery query, Collection<SpanRow> rows) {
    Map<SpanId, SpanRow> observed = new HashMap<>();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (SpanRow row : rows) {
      if (row.observed()) {
        observed.put(row.spanId(), row);
        first = Math.min(first, row.startEpochNanos());
        last = Math.max(last, row.startEpochNanos());
      }
    }
    Map<SpanId, Observation> found = new HashMap<>();
    if (observed.isEmpty()) {
      return found;
    }
    for (ObservationRow row :
        read(
            SelectObservations.statement(query, first, last),
            query.workspaceId(),
            ObservationRow::map)) {
      SpanRow span = observed.get(row.spanId());
      if (span != null && span.version() == row.version()) {
        found.put(row.spanId(), row.of(span.name()));
      }
    }
    return found;
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
