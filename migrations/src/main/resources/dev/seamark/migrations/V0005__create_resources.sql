-- What produced telemetry, kept apart from it: a span carries the 64-bit hash of its resource. Rows
-- are content-addressed, so a row never changes and the read side caches it by id. A row outlives
-- the telemetry that may refer to it by a week.
CREATE TABLE IF NOT EXISTS resources ${on_cluster}
(
    workspace_id             UUID,
    project_id               UUID,
    resource_id              UInt64 COMMENT 'Hash of the attributes and the schema URL',
    service_name             LowCardinality(String),
    schema_url               String CODEC(ZSTD(1)),
    attributes               String COMMENT 'OTLP JSON: a list of KeyValue, all of them, in order' CODEC(ZSTD(1)),
    attributes_string        Map(String, String) COMMENT 'Scalars as text, for filters' CODEC(ZSTD(1)),
    dropped_attributes_count UInt32,
    last_seen                DateTime('UTC'),
    retention_days           UInt16
)
ENGINE = ${replicated}ReplacingMergeTree(last_seen)
PARTITION BY (toMonday(last_seen), retention_days)
ORDER BY (workspace_id, project_id, resource_id)
TTL last_seen + toIntervalDay(retention_days + 7)
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1, ${deduplication_window} = 10000
COMMENT 'What produced telemetry, content-addressed';
