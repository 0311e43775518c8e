package dev.seamark.storage.clickhouse.read;

import dev.seamark.storage.clickhouse.Statement;
import java.time.Duration;

/**
 * What one statement may cost before the server stops it.
 *
 * @param maxMemoryBytes at most what the reader account's profile allows, or the server refuses
 *     every statement
 * @param maxResultBytes of one result, which its reader holds in memory
 */
public record ReadLimits(
    Duration maxExecutionTime,
    long maxRowsToRead,
    long maxBytesToRead,
    long maxMemoryBytes,
    long maxResultBytes) {
  public static final ReadLimits DEFAULT =
      new ReadLimits(Duration.ofSeconds(15), 200_000_000, 20_000_000_000L, 400_000_000, 32_000_000);

  public ReadLimits {
    if (!maxExecutionTime.isPositive()
        || maxRowsToRead < 1
        || maxBytesToRead < 1
        || maxMemoryBytes < 1
        || maxResultBytes < 1) {
      throw new IllegalArgumentException("limits: all must be positive (0 would mean no limit)");
    }
  }

  /** The statement with these bounds. */
  public Statement on(Statement statement) {
    return statement
        .with("max_execution_time", Double.toString(maxExecutionTime.toMillis() / 1000.0))
        .with("max_rows_to_read", Long.toString(maxRowsToRead))
        .with("max_bytes_to_read", Long.toString(maxBytesToRead))
        .with("max_memory_usage", Long.toString(maxMemoryBytes))
        .with("max_result_bytes", Long.toString(maxResultBytes));
  }
}
