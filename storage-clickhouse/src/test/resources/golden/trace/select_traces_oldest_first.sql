SELECT trace_id, start_time, duration_nanos, root_span_id, root_service, root_name, status_code, span_count, error_count, services, trace_name, session_id, user_id, tags, environment, release, app_version, models, input_tokens, output_tokens, total_tokens, total_cost
FROM trace_summaries FINAL
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
  AND start_time >= fromUnixTimestamp64Nano({from:Int64})
  AND start_time < fromUnixTimestamp64Nano({to:Int64})
ORDER BY start_time ASC, trace_id ASC
LIMIT {rows:UInt32}
