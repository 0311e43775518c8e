SELECT DISTINCT kind
FROM metric_names
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
  AND metric_name = {metric:String}
