package dev.seamark.storage.clickhouse.summary;

import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.summary.TraceSummaries.TraceOwner;
import java.util.List;

/**
 * The summary of a trace that came whole: a row of {@code trace_summaries}.
 *
 * @param startEpochNanos of the earliest span
 * @param rootSpanId 0 when there is no root
 * @param statusCode as the wire numbers it
 * @param version nanoseconds since 1970 when the statement began that found it
 * @param lastStartEpochNanos of the latest span: former summaries of the trace start between {@code
 *     startEpochNanos} and this
 * @param isOneRequest whether one request brought it, so that there is no former summary
 */
record FreshSummary(
    TraceOwner owner,
    TraceId traceId,
    long startEpochNanos,
    long durationNanos,
    long rootSpanId,
    boolean hasRoot,
    String rootService,
    String rootName,
    int statusCode,
    long spanCount,
    long errorCount,
    List<String> services,
    String sessionId,
    String userId,
    String environment,
    int retentionDays,
    long version,
    long lastStartEpochNanos,
    boolean isOneRequest) {

  /** Reads a row of {@link FindFreshSummaries}. */
  static FreshSummary read(RowInput row) {
    return new FreshSummary(
        new TraceOwner(new WorkspaceId(row.uuid()), new ProjectId(row.uuid())),
        new TraceId(row.bigEndian64(), row.bigEndian64()),
        row.int64(),
        row.int64(),
        row.bigEndian64(),
        row.bool(),
        row.string(),
        row.string(),
        row.int8(),
        row.int64(),
        row.int64(),
        row.list(RowInput::string),
        row.string(),
        row.string(),
        row.string(),
        row.uint16(),
        row.int64(),
        row.int64(),
        row.bool());
  }
}
