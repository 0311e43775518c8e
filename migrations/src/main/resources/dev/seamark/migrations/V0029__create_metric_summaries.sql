-- Points of summaries, one row each; a point never changes.
CREATE TABLE IF NOT EXISTS metric_summaries ${on_cluster}
(
    workspace_id    UUID CODEC(ZSTD(1)),
    project_id      UUID CODEC(ZSTD(1)),
    metric_name     LowCardinality(String) CODEC(ZSTD(1)),
    series_id       UInt64 COMMENT 'See metric_series' CODEC(ZSTD(1)),
    time            DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    start_time      DateTime64(9, 'UTC') COMMENT '1970 when it was not sent' CODEC(Delta(8), ZSTD(1)),
    flags           UInt32 COMMENT 'Bit 1: there is no value at this time' CODEC(ZSTD(1)),
    count           UInt64 CODEC(T64, ZSTD(1)),
    sum             Float64 CODEC(ZSTD(1)),
    quantiles       Array(Float64) COMMENT '0 the least, 1 the greatest' CODEC(ZSTD(1)),
    quantile_values Array(Float64) CODEC(ZSTD(1)),
    retention_days  UInt16 CODEC(ZSTD(1))
)
ENGINE = ${replicated}MergeTree
PARTITION BY (toDate(time), retention_days)
ORDER BY (workspace_id, project_id, metric_name, series_id, time)
TTL toDateTime(time) + toIntervalDay(retention_days)
SETTINGS ttl_only_drop_parts = 1, ${deduplication_window} = 10000
COMMENT 'Points of summaries';
