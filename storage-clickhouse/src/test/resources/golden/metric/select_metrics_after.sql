SELECT metric_name, kind, temporality, is_monotonic, unit, anyLast(description), max(last_seen)
FROM metric_names
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
  AND position(metric_name, {part:String}) > 0
  AND (metric_name, toInt8(kind), toInt8(temporality), toUInt8(is_monotonic), unit) >
    ({seek_name:String}, {seek_kind:Int8}, {seek_temporality:Int8}, {seek_monotonic:UInt8}, {seek_unit:String})
GROUP BY metric_name, kind, temporality, is_monotonic, unit
ORDER BY metric_name ASC, kind ASC, temporality ASC, is_monotonic ASC, unit ASC
LIMIT {rows:UInt32}
