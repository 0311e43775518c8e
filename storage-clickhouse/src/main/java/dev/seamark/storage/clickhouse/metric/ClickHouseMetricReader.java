package dev.seamark.storage.clickhouse.metric;

import dev.seamark.core.metric.Exemplar;
import dev.seamark.core.metric.Metric;
import dev.seamark.core.metric.MetricKind;
import dev.seamark.core.metric.MetricQuery;
import dev.seamark.core.metric.MetricReader;
import dev.seamark.core.metric.MetricSeries;
import dev.seamark.core.metric.PointPosition;
import dev.seamark.core.metric.PointQuery;
import dev.seamark.core.metric.StoredPoint;
import dev.seamark.core.metric.Temporality;
import dev.seamark.core.page.Page;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.core.trace.TraceOrder;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads metrics from ClickHouse as the reader account, which sees the rows of the query's workspace
 * only. A list of points searches time windows that grow until the page is full; its series and
 * exemplars take one statement each, however many points there are.
 */
public final class ClickHouseMetricReader implements MetricReader {
  private static final MetricKind[] KINDS = MetricKind.values();

  private final ClickHouse clickHouse;
  private final ReadLimits limits;
  private final Clock clock;
  private final ResourceReader resources;

  /**
   * Makes a reader.
   *
   * @param clickHouse connections of the reader account
   */
  public ClickHouseMetricReader(ClickHouse clickHouse, ReadLimits limits, Clock clock) {
    this.clickHouse = clickHouse;
    this.limits = limits;
    this.clock = clock;
    this.resources = new ResourceReader(clickHouse, limits);
  }

  @Override
  public Page<Metric> findMetrics(MetricQuery query) {
    return Page.of(
        read(
            query.workspaceId(),
            SelectMetrics.statement(query, query.limit() + 1),
            SelectMetrics::map),
        query.limit(),
        query.seek());
  }

  @Override
  public Page<StoredPoint> findPoints(PointQuery query) {
    Set<PointShape> shapes =
        read(query.workspaceId(), SelectMetricKinds.statement(query), row -> KINDS[row.int8()])
            .stream()
            .map(PointShape::of)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    int wanted = query.limit() + 1;
    List<PointRow> fetched = new ArrayList<>();
    for (TimeWindow window : shapes.isEmpty() ? List.<TimeWindow>of() : windows(query, shapes)) {
      fetched.addAll(readWindow(query, shapes, window, wanted - fetched.size()));
      if (fetched.size() == wanted) {
        break;
      }
    }
    Page<PointRow> page = Page.of(fetched, query.limit(), query.seek());
    if (page.items().isEmpty()) {
      return new Page<>(List.of(), page.hasPrevious(), page.hasNext());
    }
    Map<Long, MetricSeries> series = readSeries(query, page.items());
    Map<PointPosition, Set<Exemplar>> exemplars = readExemplars(query, page.items());
    return page.map(row -> {
      MetricSeries known = series.get(row.seriesId());
      return new StoredPoint(
          row.seriesId(),
          row.content()
              .in(
                  known == null ? unknown(query, row) : known,
                  List.copyOf(exemplars.getOrDefault(row.position(), Set.of()))));
    });
  }

  private List<PointRow> readWindow(
      PointQuery query, Set<PointShape> shapes, TimeWindow window, int rows) {
    List<PointRow> found = new ArrayList<>();
    for (PointShape shape : shapes) {
      found.addAll(
          read(
              query.workspaceId(), SelectPoints.statement(query, shape, window, rows), shape::map));
    }
    if (shapes.size() > 1) {
      Comparator<PointRow> order = Comparator.comparing(PointRow::position);
      found.sort(query.travel() == TraceOrder.NEWEST_FIRST ? order.reversed() : order);
    }
    return found.subList(0, Math.min(rows, found.size()));
  }

  private Map<Long, MetricSeries> readSeries(PointQuery query, List<PointRow> points) {
    List<SelectSeries.Row> rows =
        read(query.workspaceId(), SelectSeries.statement(query, ids(points)), SelectSeries::map);
    Map<Long, String> names = new HashMap<>();
    rows.forEach(row -> names.put(row.resourceId(), row.serviceName()));
    Map<Long, Resource> found = resources.read(query.workspaceId(), query.projectId(), names);
    Map<Long, MetricSeries> series = new HashMap<>();
    for (SelectSeries.Row row : rows) {
      Resource resource =
          found.getOrDefault(row.resourceId(), Resource.ofService(row.serviceName()));
      series.put(row.seriesId(), row.with(query.metric(), resource));
    }
    return series;
  }

  private Map<PointPosition, Set<Exemplar>> readExemplars(PointQuery query, List<PointRow> points) {
    long first = points.stream().mapToLong(PointRow::epochNanos).min().orElseThrow();
    long last = points.stream().mapToLong(PointRow::epochNanos).max().orElseThrow();
    Map<PointPosition, Set<Exemplar>> exemplars = new HashMap<>();
    read(
            query.workspaceId(),
            SelectExemplars.statement(query, ids(points), first, last),
            SelectExemplars::map)
        .forEach(row ->
            exemplars.computeIfAbsent(row.point(), _ -> new LinkedHashSet<>()).add(row.exemplar()));
    return exemplars;
  }

  private static Set<Long> ids(List<PointRow> points) {
    return points.stream().map(PointRow::seriesId).collect(Collectors.toSet());
  }

  /** Stands in for a series whose row was refused with its request, until it is written again. */
  private static MetricSeries unknown(PointQuery query, PointRow row) {
    MetricKind kind =
        switch (row.shape()) {
          case SAMPLE -> MetricKind.GAUGE;
          case HISTOGRAM -> MetricKind.HISTOGRAM;
          case EXPONENTIAL_HISTOGRAM -> MetricKind.EXPONENTIAL_HISTOGRAM;
          case SUMMARY -> MetricKind.SUMMARY;
        };
    return new MetricSeries(
        query.metric(),
        kind,
        Temporality.UNSPECIFIED,
        false,
        "",
        "",
        Map.of(),
        Map.of(),
        Resource.ofService(Resource.UNKNOWN_SERVICE),
        InstrumentationScope.NONE);
  }

  private List<TimeWindow> windows(PointQuery query, Set<PointShape> shapes) {
    return TimeWindow.ofPage(
        query.travel(),
        query.filter().fromEpochNanos(),
        query.filter().toEpochNanos(),
        query.seek() == null ? null : query.seek().position().epochNanos(),
        clock.instant(),
        () -> oldest(query, shapes));
  }

  private Optional<Long> oldest(PointQuery query, Set<PointShape> shapes) {
    List<Long> starts = new ArrayList<>();
    for (PointShape shape : shapes) {
      starts.addAll(
          read(query.workspaceId(), SelectOldestPoint.statement(query, shape), RowInput::int64));
    }
    return starts.stream().min(Comparator.naturalOrder());
  }

  private <T> List<T> read(WorkspaceId workspaceId, Statement statement, RowMapper<T> mapper) {
    return clickHouse.query(limits.on(statement), workspaceId, mapper);
  }
}
