SELECT span_id, version, name, kind, level, status_text, provider, model, parameters, finish_reason, service_tier,
  first_token_nanos, input, input_key, output, output_key, input_tokens, cache_read_tokens, cache_write_tokens,
  audio_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens, total_tokens, input_cost, output_cost,
  total_cost, cost_source, repeats_children, tool_name, tool_call_id, agent_id, agent_name, workflow, trace_name,
  session_id, user_id, tags, environment, release, app_version, prompt_name, prompt_version, metadata
FROM observations
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
  AND start_time >= fromUnixTimestamp64Nano({first:Int64})
  AND start_time <= fromUnixTimestamp64Nano({last:Int64})
  AND is_deleted = 0
ORDER BY span_id ASC, version DESC
LIMIT 1 BY span_id
