-- Where in time a trace lies: a row per five-minute bucket that holds spans of it. The buckets are the
-- exact prefixes of the sort key of spans, so a trace is read without touching anything else, even
-- when a wrong clock put one of its spans years away.
CREATE TABLE IF NOT EXISTS trace_times ${on_cluster}
(
    workspace_id   UUID CODEC(ZSTD(1)),
    trace_id       FixedString(16) CODEC(ZSTD(1)),
    project_id     UUID CODEC(ZSTD(1)),
    bucket         DateTime('UTC') COMMENT 'toStartOfFiveMinutes(spans.start_time)' CODEC(ZSTD(1)),
    min_start      SimpleAggregateFunction(min, DateTime64(9, 'UTC')) COMMENT 'Start of the first span in the bucket' CODEC(ZSTD(1)),
    max_start      SimpleAggregateFunction(max, DateTime64(9, 'UTC')) COMMENT 'Start of the last span in the bucket' CODEC(ZSTD(1)),
    retention_days SimpleAggregateFunction(max, UInt16) CODEC(ZSTD(1))
)
ENGINE = ${replicated}AggregatingMergeTree
PARTITION BY toMonday(bucket)
ORDER BY (workspace_id, trace_id, project_id, bucket)
TTL bucket + toIntervalDay(retention_days + 1)
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1, ${deduplication_window} = 10000
COMMENT 'Trace id to the five-minute buckets that hold its spans';
