package dev.seamark.storage.clickhouse.summary;

import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.summary.TraceSummaries.TraceOwner;
import java.util.Collection;

/**
 * Summaries of traces that one request brought whole, computed from the rows that were accepted in
 * a stretch of time and nothing else.
 *
 * <p>{@code trace_times} counts every row that was ever inserted for a trace. When all of them are
 * among the rows in view, no span is among them twice and none is deleted, then these rows are the
 * trace. Whatever this statement does not see, or sees twice, makes the counts differ: the trace is
 * then left to {@link RecomputeTraceSummaries}. So the stretch need not be exact, and bounds that
 * only save work are harmless. Traces with observations are left to it as well.
 *
 * @param owners of the traces in question
 * @param firstAcceptedMillis when the first of their requests was accepted
 * @param lastAcceptedMillis when the last of their requests was accepted
 */
record FindFreshSummaries(
    Collection<TraceOwner> owners, long firstAcceptedMillis, long lastAcceptedMillis) {
  /** Spans usually start a moment before they are sent: others need not be found here. */
  private static final long MAX_START_DISTANCE_MILLIS = 3_600_000;

  private static final String MAX_MEMORY_BYTES = Integer.toString(256 << 20);

  private static final String TEXT =
      """
      SELECT
          workspace_id, project_id, trace_id, new_start, dateDiff('nanosecond', new_start, new_end),
          if(rooted, first_span_id, toFixedString('', 8)), rooted, first_service, first_name,
          if(errors > 0, toInt8(2), CAST(first_status, 'Int8')), spans, errors, service_names,
          first_session, first_user, first_environment, retention, toUnixTimestamp64Nano(now64(9)),
          last_start, first_version = last_version
      FROM (
          SELECT
              workspace_id, project_id, trace_id,
              min(ranked.start_time) AS new_start,
              max(end_time) AS new_end,
              argMin(span_id, rank) AS first_span_id,
              max(is_root) AS rooted,
              argMin(service_name, rank) AS first_service,
              argMin(name, rank) AS first_name,
              argMin(ranked.status_code, rank) AS first_status,
              count() AS spans,
              countIf(ranked.status_code = 'error') AS errors,
              arraySort(groupUniqArray(service_name)) AS service_names,
              argMinIf(ranked.session_id, rank, ranked.session_id != '') AS first_session,
              argMinIf(ranked.user_id, rank, ranked.user_id != '') AS first_user,
              argMinIf(ranked.environment, rank, ranked.environment != '') AS first_environment,
              max(ranked.retention_days) AS retention,
              max(ranked.start_time) AS last_start,
              min(ranked.version) AS first_version,
              max(ranked.version) AS last_version
          FROM (
              SELECT
                  workspace_id, project_id, trace_id, span_id, service_name, name, status_code, start_time, environment,
                  session_id, user_id, observed, retention_days, is_deleted, version,
                  addNanoseconds(start_time, greatest(duration_nanos, 0)) AS end_time,
                  parent_span_id = toFixedString('', 8) AS is_root,
                  -- The same order as in the recompute: roots first, then by start, then by id.
                  bitShiftLeft(toUInt128(NOT is_root), 127)
                      + bitShiftLeft(toUInt128(greatest(toUnixTimestamp64Nano(start_time), 0)), 64)
                      + reinterpretAsUInt64(reverse(span_id)) AS rank
              FROM spans
              WHERE ${in_view}
          ) AS ranked
          GROUP BY workspace_id, project_id, trace_id
          HAVING spans = uniqExact(span_id) AND max(ranked.is_deleted) = 0 AND NOT max(ranked.observed)
      ) AS seen
      INNER JOIN (
          SELECT workspace_id, project_id, trace_id, sum(span_rows) AS inserted
          FROM trace_times
          WHERE (workspace_id, project_id) IN (${owners}) AND trace_id IN (SELECT trace_id FROM spans WHERE ${in_view})
          GROUP BY workspace_id, project_id, trace_id
      ) AS counted USING (workspace_id, project_id, trace_id)
      WHERE spans = inserted
      """;

  Statement statement() {
    return Statement.of("find_fresh_summaries", toString())
        // One thread does the same work with less CPU; the insert beside it needs the other cores.
        .with("max_threads", "1")
        .with("max_memory_usage", MAX_MEMORY_BYTES)
        .with("join_use_nulls", "0");
  }

  /** The text that runs. */
  @Override
  public String toString() {
    String ids = TraceOwner.list(owners);
    return TEXT.replace("${in_view}", inView(ids)).replace("${owners}", ids);
  }

  /** The condition that a row of {@code spans} was accepted in the stretch. */
  String inView() {
    return inView(TraceOwner.list(owners));
  }

  private String inView(String ids) {
    return """
    (workspace_id, project_id) IN (%s)
        AND start_time BETWEEN fromUnixTimestamp64Milli(%d) AND fromUnixTimestamp64Milli(%d)
        AND version BETWEEN %d AND %d\
    """
        .formatted(
            ids,
            firstAcceptedMillis - MAX_START_DISTANCE_MILLIS,
            lastAcceptedMillis + MAX_START_DISTANCE_MILLIS,
            firstAcceptedMillis * 1_000_000,
            lastAcceptedMillis * 1_000_000 + 999_999);
  }
}
