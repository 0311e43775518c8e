package dev.seamark.storage.clickhouse.log;

import dev.seamark.core.log.LogEntry;
import dev.seamark.core.log.LogPart;
import dev.seamark.core.log.LogQuery;
import dev.seamark.core.log.LogReader;
import dev.seamark.core.page.Page;
import dev.seamark.core.span.Resource;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.RowMapper;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.otlp.ResourceReader;
import dev.seamark.storage.clickhouse.read.ReadLimits;
import dev.seamark.storage.clickhouse.read.TimeWindow;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads logs from ClickHouse as the reader account, which sees the rows of the query's workspace
 * only. A list searches time windows that grow until the page is full.
 */
public final class ClickHouseLogReader implements LogReader {
  private final ClickHouse clickHouse;
  private final ReadLimits limits;
  private final Clock clock;
  private final ResourceReader resources;

  /**
   * Makes a reader.
   *
   * @param clickHouse connections of the reader account
   */
  public ClickHouseLogReader(ClickHouse clickHouse, ReadLimits limits, Clock clock) {
    this.clickHouse = clickHouse;
    this.limits = limits;
    this.clock = clock;
    this.resources = new ResourceReader(clickHouse, limits);
  }

  @Override
  public Page<LogEntry> findLogs(LogQuery query) {
    int wanted = query.limit() + 1;
    List<LogRow> fetched = new ArrayList<>();
    for (TimeWindow window : windows(query)) {
      Statement statement = SelectLogs.statement(query, window, wanted - fetched.size());
      fetched.addAll(read(query, statement, row -> LogRow.map(query.parts(), row)));
      if (fetched.size() == wanted) {
        break;
      }
    }
    Page<LogRow> page = Page.of(fetched, query.limit(), query.seek());
    if (!query.parts().contains(LogPart.RESOURCE)) {
      return page.map(row -> row.with(Resource.ofService(row.serviceName())));
    }
    Map<Long, Resource> found = readResources(query, page.items());
    return page.map(row -> row.with(Objects.requireNonNull(found.get(row.resourceId()))));
  }

  private Map<Long, Resource> readResources(LogQuery query, List<LogRow> rows) {
    Map<Long, String> names = new HashMap<>();
    rows.forEach(row -> names.put(row.resourceId(), row.serviceName()));
    return resources.read(query.workspaceId(), query.projectId(), names);
  }

  private List<TimeWindow> windows(LogQuery query) {
    return TimeWindow.ofPage(
        query.travel(),
        query.filter().fromEpochNanos(),
        query.filter().toEpochNanos(),
        query.seek() == null ? null : query.seek().position().epochNanos(),
        clock.instant(),
        () -> read(query, SelectOldestLog.statement(query), RowInput::int64).stream().findFirst());
  }

  private <T> List<T> read(LogQuery query, Statement statement, RowMapper<T> mapper) {
    return clickHouse.query(limits.on(statement), query.workspaceId(), mapper);
  }
}
