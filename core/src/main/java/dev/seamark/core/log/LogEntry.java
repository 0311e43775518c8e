package dev.seamark.core.log;

/**
 * A log record in the store.
 *
 * @param recordId what the store tells records of one time apart by (unsigned)
 */
public record LogEntry(long recordId, LogRecord record) {
  public LogPosition position() {
    return new LogPosition(record.epochNanos(), recordId);
  }
}
