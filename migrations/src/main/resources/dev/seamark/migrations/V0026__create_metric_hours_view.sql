-- Feeds metric_hours from every insert into metric_samples. Points without a value and NaN, which
-- would swallow the rest of the hour, are left out.
CREATE MATERIALIZED VIEW IF NOT EXISTS metric_hours_view ${on_cluster} TO metric_hours AS
SELECT
    workspace_id,
    project_id,
    metric_name,
    series_id,
    toStartOfHour(time) AS hour,
    if(kind = 'cumulative', metric_samples.start_time, toDateTime64(0, 9, 'UTC')) AS start_time,
    count() AS sample_count,
    sum(value) AS value_sum,
    min(value) AS value_min,
    max(value) AS value_max,
    min((time, value)) AS first,
    max((time, value)) AS last,
    max(metric_samples.retention_days) AS retention_days
FROM metric_samples
WHERE bitAnd(flags, 1) = 0 AND NOT isNaN(value)
GROUP BY workspace_id, project_id, metric_name, series_id, hour, start_time;
