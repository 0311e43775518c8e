SELECT trace_id, start_time, duration_nanos, root_span_id, root_service, root_name, status_code, span_count, error_count, services, trace_name, session_id, user_id, tags, environment, release, app_version, models, input_tokens, output_tokens, total_tokens, total_cost
FROM trace_summaries FINAL
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
  AND start_time >= fromUnixTimestamp64Nano({from:Int64})
  AND start_time < fromUnixTimestamp64Nano({to:Int64})
  AND has(services, {service:String})
  AND root_name = {name:String}
  AND toString(status_code) IN {statuses:Array(String)}
  AND duration_nanos >= {min_duration:Int64}
  AND duration_nanos <= {max_duration:Int64}
  AND session_id = {session:String}
  AND user_id = {user:String}
  AND has(tags, {tag:String})
  AND has(models, {model:String})
  AND environment = {environment:String}
ORDER BY start_time DESC, trace_id DESC
LIMIT {rows:UInt32}
