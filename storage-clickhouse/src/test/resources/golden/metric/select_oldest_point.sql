SELECT min(time)
FROM metric_histograms
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
  AND metric_name = {metric:String}
HAVING count() > 0
