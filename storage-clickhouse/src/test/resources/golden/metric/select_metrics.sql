SELECT metric_name, kind, temporality, is_monotonic, unit, anyLast(description), max(last_seen)
FROM metric_names
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
GROUP BY metric_name, kind, temporality, is_monotonic, unit
ORDER BY metric_name ASC, kind ASC, temporality ASC, is_monotonic ASC, unit ASC
LIMIT {rows:UInt32}
