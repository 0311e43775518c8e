package dev.seamark.storage.tests;

import dev.seamark.core.log.LogReader;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.workspace.ApiKey;
import java.util.Collection;

class InMemoryLogsTest extends LogReaderContract {
  private final InMemoryLogs logs = new InMemoryLogs();

  @Override
  protected LogReader reader() {
    return logs;
  }

  @Override
  protected void write(ApiKey owner, Collection<LogRecord> records) {
    logs.write(owner, records);
  }
}
