SELECT series_id, kind, temporality, is_monotonic, unit, description, metadata, attributes,
  resource_id, service_name,
  scope_name, scope_version, scope_schema_url, scope_attributes
FROM metric_series
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
  AND metric_name = {metric:String}
  AND series_id IN {series:Array(UInt64)}
ORDER BY last_seen DESC
LIMIT 1 BY series_id
