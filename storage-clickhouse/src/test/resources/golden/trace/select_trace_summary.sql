SELECT trace_id, start_time, duration_nanos, root_span_id, root_service, root_name, status_code, span_count, error_count, services, trace_name, session_id, user_id, tags, environment, release, app_version, models, input_tokens, output_tokens, total_tokens, total_cost
FROM trace_summaries FINAL
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
  AND trace_id = unhex({trace:String})
  AND toStartOfFiveMinutes(start_time) IN (
    SELECT bucket
    FROM trace_times
    WHERE workspace_id = {workspace:UUID}
      AND trace_id = unhex({trace:String})
      AND project_id = {project:UUID}
  )
ORDER BY version DESC
LIMIT 1
