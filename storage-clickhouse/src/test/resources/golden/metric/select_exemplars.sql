SELECT point_time, series_id, time, value, is_int, int_rest, filtered_attributes, trace_id, span_id
FROM metric_exemplars
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
  AND metric_name = {metric:String}
  AND series_id IN {series:Array(UInt64)}
  AND point_time >= fromUnixTimestamp64Nano({first:Int64})
  AND point_time <= fromUnixTimestamp64Nano({last:Int64})
ORDER BY time
