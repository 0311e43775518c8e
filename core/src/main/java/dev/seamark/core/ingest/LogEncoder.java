package dev.seamark.core.ingest;

import dev.seamark.core.log.LogRecord;
import dev.seamark.core.workspace.ApiKey;
import java.util.List;

/** Encodes log records into blocks that the store takes unparsed. */
@FunctionalInterface
public interface LogEncoder {

  /**
   * One block per table touched.
   *
   * @param owner workspace, project and retention of every row
   * @param acceptedEpochNanos when the records came, nanoseconds since 1970
   */
  List<Block> encode(ApiKey owner, long acceptedEpochNanos, List<LogRecord> records);
}
