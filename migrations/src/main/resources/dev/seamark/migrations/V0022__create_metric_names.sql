-- The metrics of a project: what lists and pickers show.
CREATE TABLE IF NOT EXISTS metric_names ${on_cluster}
(
    workspace_id   UUID CODEC(ZSTD(1)),
    project_id     UUID CODEC(ZSTD(1)),
    metric_name    LowCardinality(String) CODEC(ZSTD(1)),
    kind           Enum8('gauge' = 0, 'sum' = 1, 'histogram' = 2, 'exponential_histogram' = 3, 'summary' = 4) CODEC(ZSTD(1)),
    temporality    Enum8('unspecified' = 0, 'delta' = 1, 'cumulative' = 2) CODEC(ZSTD(1)),
    is_monotonic   Bool CODEC(ZSTD(1)),
    unit           LowCardinality(String) CODEC(ZSTD(1)),
    description    SimpleAggregateFunction(anyLast, String) CODEC(ZSTD(1)),
    last_seen      SimpleAggregateFunction(max, DateTime('UTC')) CODEC(ZSTD(1)),
    retention_days SimpleAggregateFunction(max, UInt16) CODEC(ZSTD(1))
)
ENGINE = ${replicated}AggregatingMergeTree
PARTITION BY toMonday(last_seen)
ORDER BY (workspace_id, project_id, metric_name, kind, temporality, is_monotonic, unit)
TTL last_seen + toIntervalDay(retention_days + 7)
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1, ${deduplication_window} = 10000
COMMENT 'Metrics of a project';
