-- Feeds service_minutes from every insert into spans.
CREATE MATERIALIZED VIEW IF NOT EXISTS service_minutes_view ${on_cluster} TO service_minutes AS
SELECT
    workspace_id,
    project_id,
    service_name,
    kind,
    toStartOfMinute(start_time) AS minute,
    count() AS span_count,
    countIf(status_code = 'error') AS error_count,
    sum(greatest(spans.duration_nanos, 0)) AS duration_nanos,
    sumMap(map(toInt16(floor(8 * log2(greatest(spans.duration_nanos, 1)))), toUInt64(1))) AS duration_buckets,
    max(spans.retention_days) AS retention_days
FROM spans
WHERE is_deleted = 0
GROUP BY workspace_id, project_id, service_name, kind, minute;
