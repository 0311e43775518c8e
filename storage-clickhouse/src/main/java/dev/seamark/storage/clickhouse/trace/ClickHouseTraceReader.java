package dev.seamark.storage.clickhouse.trace;

import dev.seamark.core.page.Page;
import dev.seamark.core.page.Seek;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.trace.SpanQuery;
import dev.seamark.core.trace.TraceDetail;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.core.trace.TracePosition;
import dev.seamark.core.trace.TraceQuery;
import dev.seamark.core.trace.TraceReader;
import dev.seamark.core.trace.TraceSummary;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.RowMapper;
import dev.seamark.storage.clickhouse.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads traces from ClickHouse as the reader account, which sees the rows of the query's workspace
 * only.
 *
 * <p>A list searches time windows that grow until the page is full. A trace takes one statement for
 * its spans and, only when it refers to resources that were not read lately, one for those.
 */
public final class ClickHouseTraceReader implements TraceReader {
  private static final int CACHED_RESOURCES = 4_096;

  private final ClickHouse clickHouse;
  private final ReadLimits limits;
  private final Clock clock;
  private final ResourceCache resources = new ResourceCache(CACHED_RESOURCES);

  /**
   * Makes a reader.
   *
   * @param clickHouse connections of the reader account
   */
  public ClickHouseTraceReader(ClickHouse clickHouse, ReadLimits limits, Clock clock) {
    this.clickHouse = clickHouse;
    this.limits = limits;
    this.clock = clock;
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
    List<SpanRow> rows = read(SelectTrace.statement(query), query.workspaceId(), SpanRow::map);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    if (rows.size() > query.limit()) {
      return readLongTrace(query);
    }
    List<Span> spans = withResources(query, lastVersions(rows));
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

  /** Leaves one row per span: several are there when its start was rewritten. */
  private static Collection<SpanRow> lastVersions(List<SpanRow> rows) {
    Map<SpanId, SpanRow> last = new LinkedHashMap<>();
    for (SpanRow row : rows) {
      SpanRow other = last.get(row.spanId());
      if (other == null) {
        last.put(row.spanId(), row);
      } else if (Long.compareUnsigned(row.version(), other.version()) > 0) {
        last.remove(row.spanId());
        last.put(row.spanId(), row);
      }
    }
    return last.values();
  }

  private List<Span> withResources(SpanQuery query, Collection<SpanRow> rows) {
    Map<Long, Resource> found = readResources(query, rows);
    return rows.stream()
        .map(row -> {
          Resource resource = found.get(row.resourceId());
          return row.with(resource == null ? named(row.serviceName()) : resource);
        })
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

  private Map<Long, Resource> readResources(SpanQuery query, Collection<SpanRow> rows) {
    Map<Long, Resource> found = new HashMap<>();
    Set<Long> missing = new HashSet<>();
    for (SpanRow row : rows) {
      long id = row.resourceId();
      if (!found.containsKey(id) && !missing.contains(id)) {
        @Nullable Resource cached = resources.find(key(query, id));
        if (cached == null) {
          missing.add(id);
        } else {
          found.put(id, cached);
        }
      }
    }
    if (!missing.isEmpty()) {
      for (SelectResources.Row row :
          read(
              SelectResources.statement(query, missing),
              query.workspaceId(),
              SelectResources::map)) {
        found.put(row.resourceId(), row.resource());
        resources.put(key(query, row.resourceId()), row.resource());
      }
    }
    return found;
  }

  private List<TimeWindow> windows(TraceQuery query) {
    Instant instant = clock.instant();
    long now = instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    TraceOrder travel = query.travel();
    @Nullable Long from = query.filter().fromEpochNanos();
    @Nullable Long to = query.filter().toEpochNanos();
    long end = to == null ? Long.MAX_VALUE : to;
    @Nullable Seek<TracePosition> seek = query.seek();
    if (travel == TraceOrder.NEWEST_FIRST) {
      long last = seek == null ? end : Math.min(end, seek.position().startEpochNanos() + 1);
      return TimeWindow.of(travel, from == null ? 0 : from, last, now);
    }
    if (seek != null) {
      long position = seek.position().startEpochNanos();
      return TimeWindow.of(travel, from == null ? position : Math.max(from, position), end, now);
    }
    if (from != null) {
      return TimeWindow.of(travel, from, end, now);
    }
    return read(SelectOldestTrace.statement(query), query.workspaceId(), RowInput::int64).stream()
        .findFirst()
        .map(oldest -> TimeWindow.of(travel, oldest, end, now))
        .orElse(List.of());
  }

  private <T> List<T> read(Statement statement, WorkspaceId workspace, RowMapper<T> mapper) {
    return clickHouse.query(limits.on(statement), workspace, mapper);
  }

  private static ResourceCache.Key key(SpanQuery query, long resourceId) {
    return new ResourceCache.Key(query.workspaceId(), query.projectId(), resourceId);
  }

  /** What is known of a resource whose row has expired. */
  private static Resource named(String serviceName) {
    return new Resource(Map.of("service.name", new AttributeValue.Text(serviceName)), 0, "");
  }
}
