-- Gauges and sums by hour. A cumulative sum has a row per start: within one start it only grows, so
-- its increase is exact whatever order the points came in. The others have start_time 1970.
CREATE TABLE IF NOT EXISTS metric_hours ${on_cluster}
(
    workspace_id   UUID CODEC(ZSTD(1)),
    project_id     UUID CODEC(ZSTD(1)),
    metric_name    LowCardinality(String) CODEC(ZSTD(1)),
    series_id      UInt64 CODEC(ZSTD(1)),
    hour           DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    start_time     DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    sample_count   SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
    value_sum      SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1)),
    value_min      SimpleAggregateFunction(min, Float64) CODEC(ZSTD(1)),
    value_max      SimpleAggregateFunction(max, Float64) CODEC(ZSTD(1)),
    first          SimpleAggregateFunction(min, Tuple(time DateTime64(9, 'UTC'), value Float64)) CODEC(ZSTD(1)),
    last           SimpleAggregateFunction(max, Tuple(time DateTime64(9, 'UTC'), value Float64)) CODEC(ZSTD(1)),
    retention_days SimpleAggregateFunction(max, UInt16) CODEC(ZSTD(1))
)
ENGINE = ${replicated}AggregatingMergeTree
PARTITION BY toMonday(hour)
ORDER BY (workspace_id, project_id, metric_name, series_id, hour, start_time)
TTL hour + toIntervalDay(retention_days)
SETTINGS ttl_only_drop_parts = 1, ${deduplication_window} = 10000
COMMENT 'Gauges and sums by hour';
