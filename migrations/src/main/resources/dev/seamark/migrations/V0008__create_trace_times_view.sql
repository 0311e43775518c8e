-- Feeds trace_times from every insert into spans. Minimum and maximum are safe for an incremental
-- view: a span written again can only widen the range.
CREATE MATERIALIZED VIEW IF NOT EXISTS trace_times_view ${on_cluster} TO trace_times AS
SELECT
    workspace_id,
    trace_id,
    project_id,
    toStartOfFiveMinutes(start_time) AS bucket,
    min(start_time) AS min_start,
    max(start_time) AS max_start,
    max(spans.retention_days) AS retention_days
FROM spans
GROUP BY workspace_id, trace_id, project_id, bucket;
