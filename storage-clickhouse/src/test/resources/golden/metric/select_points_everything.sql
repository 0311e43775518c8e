SELECT series_id, time, start_time, flags, value, is_int, int_rest
FROM metric_samples
WHERE workspace_id = {workspace:UUID}
  AND project_id = {project:UUID}
  AND metric_name = {metric:String}
  AND time >= fromUnixTimestamp64Nano({from:Int64})
  AND time < fromUnixTimestamp64Nano({to:Int64})
  AND series_id IN (
    SELECT series_id
    FROM metric_series
    WHERE workspace_id = {workspace:UUID}
      AND project_id = {project:UUID}
      AND metric_name = {metric:String}
      AND service_name = {service:String})
  AND series_id = {series:UInt64}
  AND (time > fromUnixTimestamp64Nano({seek_time:Int64}) OR series_id > {seek_series:UInt64})
ORDER BY time ASC, series_id ASC
LIMIT 1 BY time, series_id
LIMIT {rows:UInt32}
