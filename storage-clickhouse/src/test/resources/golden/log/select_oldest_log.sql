SELECT toDateTime64(toStartOfFiveMinutes(time), 9, 'UTC')
FROM logs
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
ORDER BY toStartOfFiveMinutes(time) ASC
LIMIT 1
