-- Feeds trace_times as before, with the number of rows.
ALTER TABLE trace_times_view ${on_cluster} MODIFY QUERY
SELECT
    workspace_id,
    trace_id,
    project_id,
    toStartOfFiveMinutes(start_time) AS bucket,
    min(start_time) AS min_start,
    max(start_time) AS max_start,
    max(spans.retention_days) AS retention_days,
    count() AS span_rows
FROM spans
GROUP BY workspace_id, trace_id, project_id, bucket;
