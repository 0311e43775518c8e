-- One row per trace, derived: writers recompute the rows of the traces that a batch touched. When a
-- trace's start moves, the row under the old key is deleted by the same statement.
CREATE TABLE IF NOT EXISTS trace_summaries ${on_cluster}
(
    workspace_id   UUID CODEC(ZSTD(1)),
    project_id     UUID CODEC(ZSTD(1)),
    start_time     DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    trace_id       FixedString(16) CODEC(ZSTD(1)),
    duration_nanos Int64 COMMENT 'Earliest start to latest end' CODEC(T64, ZSTD(1)),
    root_span_id   FixedString(8) COMMENT 'Zero bytes when has_root is false' CODEC(ZSTD(1)),
    has_root       Bool CODEC(ZSTD(1)),
    root_service   LowCardinality(String) COMMENT 'Of the earliest span when has_root is false' CODEC(ZSTD(1)),
    root_name      LowCardinality(String) COMMENT 'Of the earliest span when has_root is false' CODEC(ZSTD(1)),
    status_code    Enum8('unset' = 0, 'ok' = 1, 'error' = 2) COMMENT 'error when any span failed, else that of the root' CODEC(ZSTD(1)),
    span_count     UInt64 CODEC(T64, ZSTD(1)),
    error_count    UInt64 CODEC(T64, ZSTD(1)),
    services       Array(LowCardinality(String)) COMMENT 'Distinct, sorted' CODEC(ZSTD(1)),
    retention_days UInt16 CODEC(ZSTD(1)),
    version        UInt64 COMMENT 'Nanoseconds since 1970 at the start of the statement that wrote the row' CODEC(Delta(8), ZSTD(1)),
    is_deleted     UInt8 DEFAULT 0 CODEC(ZSTD(1)),
    INDEX duration_minmax duration_nanos TYPE minmax GRANULARITY 1
)
ENGINE = ${replicated}ReplacingMergeTree(version, is_deleted)
PARTITION BY (toDate(start_time), retention_days)
ORDER BY (workspace_id, project_id, start_time, trace_id)
TTL toDateTime(start_time) + toIntervalDay(retention_days)
SETTINGS ttl_only_drop_parts = 1, ${deduplication_window} = 10000
COMMENT 'Traces, derived from spans';
