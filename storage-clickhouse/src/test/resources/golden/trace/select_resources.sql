SELECT resource_id, attributes, dropped_attributes_count, schema_url
FROM resources
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
  AND resource_id IN {resources:Array(UInt64)}
LIMIT 1 BY resource_id
