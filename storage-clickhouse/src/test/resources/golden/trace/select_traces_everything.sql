SELECT trace_id, start_time, duration_nanos, root_span_id, root_service, root_name, status_code, span_count, error_count, services
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
ORDER BY start_time DESC, trace_id DESC
LIMIT {rows:UInt32}
