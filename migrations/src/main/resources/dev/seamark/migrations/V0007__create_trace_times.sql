-- Where in time a trace lies, so that reading a trace by its id touches the right buckets only.
CREATE TABLE IF NOT EXISTS trace_times ${on_cluster}
(
    workspace_id   UUID CODEC(ZSTD(1)),
    trace_id       FixedString(16) CODEC(ZSTD(1)),
    project_id     UUID CODEC(ZSTD(1)),
    min_start      SimpleAggregateFunction(min, DateTime64(9, 'UTC')) COMMENT 'Start of the first span' CODEC(ZSTD(1)),
    max_start      SimpleAggregateFunction(max, DateTime64(9, 'UTC')) COMMENT 'Start of the last span' CODEC(ZSTD(1)),
    retention_days SimpleAggregateFunction(max, UInt16) CODEC(ZSTD(1))
)
ENGINE = ${replicated}AggregatingMergeTree
PARTITION BY toMonday(min_start)
ORDER BY (workspace_id, trace_id, project_id)
TTL toDateTime(max_start) + toIntervalDay(retention_days)
SETTINGS index_granularity = 2048, ttl_only_drop_parts = 1, ${deduplication_window} = 10000
COMMENT 'Trace id to time range';
