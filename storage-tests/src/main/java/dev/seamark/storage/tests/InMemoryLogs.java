package dev.seamark.storage.tests;

import dev.seamark.core.log.LogEntry;
import dev.seamark.core.log.LogPosition;
import dev.seamark.core.log.LogQuery;
import dev.seamark.core.log.LogReader;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.page.Page;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The reference: logs as a list that is filtered and sorted, with nothing clever about it. */
public final class InMemoryLogs implements LogReader {
  private record Written(WorkspaceId workspaceId, ProjectId projectId, LogEntry entry) {}

  private final List<Written> written = new ArrayList<>();

  public synchronized void write(ApiKey owner, Collection<LogRecord> records) {
    for (LogRecord record : records) {
      LogEntry entry = new LogEntry(written.size(), record);
      written.add(new Written(owner.workspaceId(), owner.projectId(), entry));
    }
  }

  public synchronized void clear() {
    written.clear();
  }

  @Override
  public synchronized Page<LogEntry> findLogs(LogQuery query) {
    Comparator<LogPosition> order =
        query.order() == TraceOrder.NEWEST_FIRST
            ? Comparator.reverseOrder()
            : Comparator.naturalOrder();
    Page<LogEntry> page =
        Pages.page(
            written.stream()
                .filter(each -> each.workspaceId.equals(query.workspaceId()))
                .filter(each -> each.projectId.equals(query.projectId()))
                .map(Written::entry)
                .filter(entry -> query.filter().matches(entry.record())),
            LogEntry::position,
            order,
            query.limit(),
            query.seek());
    return page.map(entry -> new LogEntry(entry.recordId(), entry.record().only(query.parts())));
  }
}
