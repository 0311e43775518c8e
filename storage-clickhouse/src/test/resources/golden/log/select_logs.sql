SELECT time, record_id, time_source, observed_delay_nanos, severity_number, severity_text,
  event_name, dropped_attributes_count, flags, trace_id, span_id, service_name,
  body, body_other,
  attributes_string, attributes_int, attributes_double, attributes_bool, attributes_other,
  resource_id,
  scope_name, scope_version, scope_schema_url, scope_attributes
FROM logs
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
  AND time >= fromUnixTimestamp64Nano({from:Int64})
  AND time < fromUnixTimestamp64Nano({to:Int64})
ORDER BY time DESC, record_id DESC
LIMIT {rows:UInt32}
