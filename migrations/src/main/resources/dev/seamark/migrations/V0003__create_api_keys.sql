-- API keys. A key is looked up by the hash of its secret before its workspace is known; the table is
-- small and the services cache what they find, so the sort key stays tenant-first like all others.
CREATE TABLE IF NOT EXISTS api_keys ${on_cluster}
(
    workspace_id UUID,
    public_key   String,
    secret_hash  String COMMENT 'SHA-256 of the secret, lower-case hex',
    name         String,
    project_id   UUID,
    scopes       Array(LowCardinality(String)) COMMENT 'INGEST, QUERY, ADMIN',
    created_at   DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC'),
    version      UInt64,
    is_deleted   UInt8 DEFAULT 0 COMMENT '1 when the key was revoked',
    INDEX secret_hash_bloom secret_hash TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ${replicated}ReplacingMergeTree(version, is_deleted)
ORDER BY (workspace_id, public_key)
SETTINGS index_granularity = 1024, ${deduplication_window} = 10000
COMMENT 'API keys, secrets hashed';
