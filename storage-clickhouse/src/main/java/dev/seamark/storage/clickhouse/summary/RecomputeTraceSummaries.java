package dev.seamark.storage.clickhouse.summary;

import dev.seamark.core.span.TraceId;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.summary.TraceSummaries.TraceOwner;
import java.util.Map;
import java.util.Set;

/**
 * Writes the summary of each touched trace from the last version of its spans, and a deletion for
 * each of its summaries under another start.
 *
 * <p>The touched ids are part of the text: a bound parameter may have 128 KB only, and a long run
 * of hex digits is parsed once, where a tuple per id costs thirty times as much. They are made from
 * numbers here, never from a request.
 */
record RecomputeTraceSummaries(Map<TraceOwner, Set<TraceId>> touched) {
  private static final int CHARACTERS_AROUND = 16 * 1024;

  private static final String BEFORE_TOUCHED =
      """
      INSERT INTO trace_summaries
          (workspace_id, project_id, start_time, trace_id, duration_nanos, root_span_id, has_root, root_service, root_name,
           status_code, span_count, error_count, services, trace_name, session_id, user_id, tags, environment, release,
           app_version, models, input_tokens, output_tokens, total_tokens, total_cost, retention_days, version, is_deleted)
      WITH
      """;

  private static final String AFTER_TOUCHED =
      """
          -- Every five-minute bucket that holds a span of a touched trace: exact sort-key prefixes of spans.
          places AS MATERIALIZED (
              SELECT workspace_id, project_id, bucket, trace_id
              FROM trace_times
              WHERE (workspace_id, trace_id, project_id) IN (SELECT workspace_id, trace_id, project_id FROM touched)
          ),
          -- The last version of every span; a span whose start was rewritten may lie in two buckets.
          latest AS (
              SELECT
                  workspace_id, project_id, trace_id, span_id, service_name, name, status_code, start_time, environment,
                  session_id, user_id, retention_days, is_deleted,
                  addNanoseconds(start_time, greatest(duration_nanos, 0)) AS end_time,
                  parent_span_id = toFixedString('', 8) AS is_root
              FROM spans
              -- The same in short, first: one column is looked up in half the time of four.
              PREWHERE trace_id IN (SELECT trace_id FROM places)
              WHERE (workspace_id, project_id, toStartOfFiveMinutes(start_time), trace_id) IN (SELECT workspace_id, project_id, bucket, trace_id FROM places)
              ORDER BY trace_id, span_id, version DESC
              LIMIT 1 BY workspace_id, project_id, trace_id, span_id
          ),
          -- Orders the spans of a trace: roots first, then by start, then by id. One number compares faster than a tuple.
          ranked AS (
              SELECT
                  *,
                  bitShiftLeft(toUInt128(NOT is_root), 127)
                      + bitShiftLeft(toUInt128(greatest(toUnixTimestamp64Nano(start_time), 0)), 64)
                      + reinterpretAsUInt64(reverse(span_id)) AS rank
              FROM latest
              WHERE is_deleted = 0
          ),
          current AS (
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
                  argMinIf(ranked.environment, rank, ranked.environment != '') AS first_environment,
                  argMinIf(ranked.session_id, rank, ranked.session_id != '') AS first_session,
                  argMinIf(ranked.user_id, rank, ranked.user_id != '') AS first_user,
                  max(ranked.retention_days) AS retention
              FROM ranked
              GROUP BY workspace_id, project_id, trace_id
          ),
          -- What the spans mean, where a convention speaks of them; ranked as the spans are.
          observed AS (
              SELECT
                  workspace_id, project_id, trace_id,
                  argMinIf(named, rank, named != '') AS first_trace_name,
                  arraySort(groupUniqArrayArray(1000)(labels)) AS all_tags,
                  argMinIf(released, rank, released != '') AS first_release,
                  argMinIf(app, rank, app != '') AS first_version,
                  arraySort(groupUniqArrayIf(1000)(used_model, used_model != '' AND NOT repeats)) AS used_models,
                  sumIf(tokens_in, NOT repeats) AS input_sum,
                  sumIf(tokens_out, NOT repeats) AS output_sum,
                  sumIf(tokens, NOT repeats) AS total_sum,
                  toDecimal64(least(sumIf(cost, NOT repeats), toDecimal128('999999.999999999999', 12)), 12) AS cost_sum
              FROM (
                  SELECT
                      workspace_id, project_id, trace_id, is_deleted AS gone,
                      trace_name AS named, tags AS labels, release AS released,
                      app_version AS app, toString(model) AS used_model, repeats_children AS repeats, input_tokens AS tokens_in,
                      output_tokens AS tokens_out, total_tokens AS tokens, total_cost AS cost,
                      bitShiftLeft(toUInt128(parent_span_id != toFixedString('', 8)), 127)
                          + bitShiftLeft(toUInt128(greatest(toUnixTimestamp64Nano(start_time), 0)), 64)
                          + reinterpretAsUInt64(reverse(span_id)) AS rank
                  FROM observations
                  WHERE (workspace_id, project_id, toStartOfFiveMinutes(start_time), trace_id) IN (SELECT workspace_id, project_id, bucket, trace_id FROM places)
                  ORDER BY trace_id, span_id, version DESC
                  LIMIT 1 BY workspace_id, project_id, trace_id, span_id
              )
              WHERE NOT gone
              GROUP BY workspace_id, project_id, trace_id
          ),
          -- Summaries as they stand: those under another start are deleted.
          stored AS (
              SELECT workspace_id, project_id, trace_id, groupArray((start, retention)) AS stored_rows
              FROM (
                  SELECT workspace_id, project_id, trace_id, start_time AS start, retention_days AS retention
                  FROM trace_summaries
                  WHERE (workspace_id, project_id, toStartOfFiveMinutes(start_time)) IN (SELECT workspace_id, project_id, bucket FROM places)
                    AND trace_id IN (SELECT trace_id FROM places)
                  GROUP BY workspace_id, project_id, trace_id, start_time, retention_days
                  HAVING argMax(trace_summaries.is_deleted, trace_summaries.version) = 0
              )
              GROUP BY workspace_id, project_id, trace_id
          )
      SELECT
          workspace_id, project_id, row.1, trace_id,
          if(row.3, 0, dateDiff('nanosecond', new_start, new_end)),
          if(rooted, first_span_id, toFixedString('', 8)), rooted, first_service, first_name,
          if(errors > 0, 'error', first_status), spans, errors, service_names,
          first_trace_name, first_session, first_user, all_tags, first_environment, first_release, first_version, used_models,
          input_sum, output_sum, total_sum, cost_sum, row.2,
          toUnixTimestamp64Nano(now64(9)), row.3
      FROM (SELECT DISTINCT workspace_id, project_id, trace_id FROM touched) AS t
      LEFT JOIN current USING (workspace_id, project_id, trace_id)
      LEFT JOIN observed USING (workspace_id, project_id, trace_id)
      LEFT JOIN stored USING (workspace_id, project_id, trace_id)
      ARRAY JOIN arrayConcat(
          if(spans > 0, [(new_start, retention, 0)], []),
          arrayMap(r -> (r.1, r.2, 1), arrayFilter(r -> spans = 0 OR r.1 != new_start OR r.2 != retention, stored_rows))) AS row
      """;

  Statement statement() {
    String text = toString();
    return Statement.of("recompute_trace_summaries", text)
        .with("max_query_size", Integer.toString(text.length() + CHARACTERS_AROUND))
        .with("log_queries_cut_to_length", Integer.toString(CHARACTERS_AROUND))
        .with("enable_materialized_cte", "1")
        // One thread does the same work with less CPU; the insert beside it needs the other cores.
        .with("max_threads", "1")
        .with("join_use_nulls", "0");
  }

  /** The text that runs. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(BEFORE_TOUCHED);
    text.append("    touched AS MATERIALIZED (\n");
    String separator = "";
    for (Map.Entry<TraceOwner, Set<TraceId>> entry : touched.entrySet()) {
      text.append(separator);
      text.append("        SELECT toUUID('").append(entry.getKey().workspaceId());
      text.append("') AS workspace_id, toUUID('").append(entry.getKey().projectId());
      text.append("') AS project_id, toFixedString(unhex(arrayJoin(extractAll('");
      for (TraceId id : entry.getValue()) {
        text.append(id);
      }
      text.append("', '.{32}'))), 16) AS trace_id\n");
      separator = "        UNION ALL\n";
    }
    return text.append("    ),\n").append(AFTER_TOUCHED).toString();
  }
}
