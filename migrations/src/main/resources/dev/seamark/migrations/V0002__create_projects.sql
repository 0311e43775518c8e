-- Projects of a workspace: what an API key writes to, and what decides how long rows are kept.
CREATE TABLE IF NOT EXISTS projects ${on_cluster}
(
    workspace_id   UUID,
    project_id     UUID,
    name           String,
    retention_days UInt16 COMMENT 'Copied into every telemetry row when it is written',
    created_at     DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC'),
    version        UInt64,
    is_deleted     UInt8 DEFAULT 0
)
ENGINE = ${replicated}ReplacingMergeTree(version, is_deleted)
ORDER BY (workspace_id, project_id)
SETTINGS ${deduplication_window} = 10000
COMMENT 'Projects of a workspace';
