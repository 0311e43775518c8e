SELECT trace_id, span_id, parent_span_id, trace_state, flags, name, kind,
  start_time, duration_nanos, status_code, status_message,
  attributes_string, attributes_int, attributes_double, attributes_bool, attributes_other,
  dropped_attributes_count, events, dropped_events_count, links, dropped_links_count,
  resource_id, service_name, scope_name, scope_version, scope_schema_url, scope_attributes,
  environment, session_id, user_id, observed, version, is_deleted
FROM spans
PREWHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
  AND trace_id = unhex({trace:String})
  AND toStartOfFiveMinutes(start_time) IN (
    SELECT bucket
    FROM trace_times
    WHERE workspace_id = {workspace:UUID}
      AND trace_id = unhex({trace:String})
      AND project_id = {project:UUID}
  )
LIMIT {rows:UInt32}
