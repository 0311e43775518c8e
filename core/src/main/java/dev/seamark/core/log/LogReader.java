package dev.seamark.core.log;

import dev.seamark.core.page.Page;

/**
 * Reads logs.
 *
 * <p>All methods throw {@link dev.seamark.core.error.SeamarkException}: {@code STORE_UNAVAILABLE}
 * when trying again can help, {@code QUERY_TIMEOUT} and {@code QUERY_TOO_EXPENSIVE} when a limit
 * stopped the query. Interrupting the calling thread stops it, too.
 */
public interface LogReader {

  /** A page of log records in the query's order. */
  Page<LogEntry> findLogs(LogQuery query);
}
