-- Feeds metric_names from every insert into metric_series.
CREATE MATERIALIZED VIEW IF NOT EXISTS metric_names_view ${on_cluster} TO metric_names AS
SELECT
    workspace_id,
    project_id,
    metric_name,
    kind,
    temporality,
    is_monotonic,
    unit,
    anyLast(metric_series.description) AS description,
    max(metric_series.last_seen) AS last_seen,
    max(metric_series.retention_days) AS retention_days
FROM metric_series
GROUP BY workspace_id, project_id, metric_name, kind, temporality, is_monotonic, unit;
