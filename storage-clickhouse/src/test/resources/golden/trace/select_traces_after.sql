SELECT trace_id, start_time, duration_nanos, root_span_id, root_service, root_name, status_code, span_count, error_count, services, trace_name, session_id, user_id, tags, environment, release, app_version, models, input_tokens, output_tokens, total_tokens, total_cost
FROM trace_summaries FINAL
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
  AND start_time >= fromUnixTimestamp64Nano({from:Int64})
  AND start_time < fromUnixTimestamp64Nano({to:Int64})
  AND (start_time < fromUnixTimestamp64Nano({seek_start:Int64}) OR trace_id < unhex({seek_trace:String}))
ORDER BY start_time DESC, trace_id DESC
LIMIT {rows:UInt32}
