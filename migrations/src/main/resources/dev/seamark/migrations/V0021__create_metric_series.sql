-- What metric points belong to, kept apart from them: a point carries the 64-bit hash of its series.
-- Rows are content-addressed, so a row never changes; writers repeat a live series now and then, and a
-- row outlives the points that may refer to it by a week.
CREATE TABLE IF NOT EXISTS metric_series ${on_cluster}
(
    workspace_id      UUID CODEC(ZSTD(1)),
    project_id        UUID CODEC(ZSTD(1)),
    metric_name       LowCardinality(String) CODEC(ZSTD(1)),
    series_id         UInt64 COMMENT 'Hash of everything here but description, metadata and last_seen' CODEC(ZSTD(1)),
    kind              Enum8('gauge' = 0, 'sum' = 1, 'histogram' = 2, 'exponential_histogram' = 3, 'summary' = 4) CODEC(ZSTD(1)),
    temporality       Enum8('unspecified' = 0, 'delta' = 1, 'cumulative' = 2) CODEC(ZSTD(1)),
    is_monotonic      Bool CODEC(ZSTD(1)),
    unit              LowCardinality(String) CODEC(ZSTD(1)),
    description       String CODEC(ZSTD(1)),
    metadata          String COMMENT 'OTLP JSON: a list of KeyValue; empty when there are none' CODEC(ZSTD(1)),
    attributes        String COMMENT 'OTLP JSON: a list of KeyValue, all of them, in order; empty when there are none' CODEC(ZSTD(1)),
    attributes_string Map(String, String) COMMENT 'Scalars as text, for filters and groups' CODEC(ZSTD(1)),
    resource_id       UInt64 COMMENT 'See resources' CODEC(ZSTD(1)),
    service_name      LowCardinality(String) CODEC(ZSTD(1)),
    scope_name        LowCardinality(String) CODEC(ZSTD(1)),
    scope_version     LowCardinality(String) CODEC(ZSTD(1)),
    scope_schema_url  LowCardinality(String) CODEC(ZSTD(1)),
    scope_attributes  String COMMENT 'OTLP JSON; empty when there are none' CODEC(ZSTD(1)),
    last_seen         DateTime('UTC') CODEC(ZSTD(1)),
    retention_days    UInt16 CODEC(ZSTD(1))
)
ENGINE = ${replicated}ReplacingMergeTree(last_seen)
PARTITION BY (toMonday(last_seen), retention_days)
ORDER BY (workspace_id, project_id, metric_name, series_id)
TTL last_seen + toIntervalDay(retention_days + 7)
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1, ${deduplication_window} = 10000
COMMENT 'Metric series, content-addressed';
