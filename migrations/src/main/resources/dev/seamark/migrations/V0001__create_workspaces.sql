-- Tenants. The last version of a row wins; a deleted workspace is a row with is_deleted = 1.
CREATE TABLE IF NOT EXISTS workspaces ${on_cluster}
(
    workspace_id UUID,
    name         String,
    created_at   DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC'),
    version      UInt64,
    is_deleted   UInt8 DEFAULT 0
)
ENGINE = ${replicated}ReplacingMergeTree(version, is_deleted)
ORDER BY workspace_id
SETTINGS ${deduplication_window} = 10000
COMMENT 'Tenants';
