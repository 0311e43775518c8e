SELECT series_id, time, start_time, flags, count, present, sum, min, max, bucket_counts, explicit_bounds
FROM metric_histograms
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
  AND metric_name = {metric:String}
  AND time >= fromUnixTimestamp64Nano({from:Int64})
  AND time < fromUnixTimestamp64Nano({to:Int64})
ORDER BY time DESC, series_id DESC
LIMIT 1 BY time, series_id
LIMIT {rows:UInt32}
