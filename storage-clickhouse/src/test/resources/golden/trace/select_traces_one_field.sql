SELECT trace_id, start_time, root_name
FROM trace_summaries FINAL
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
  AND start_time >= fromUnixTimestamp64Nano({from:Int64})
  AND start_time < fromUnixTimestamp64Nano({to:Int64})
ORDER BY start_time DESC, trace_id DESC
LIMIT {rows:UInt32}
