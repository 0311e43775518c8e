SELECT start_time
FROM trace_summaries
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
ORDER BY start_time ASC
LIMIT 1
