-- Points of gauges and sums, one row each; a point never changes. The codecs are those that were
-- smallest on generated series with real clients' jitter: see docs/adr/0020.
CREATE TABLE IF NOT EXISTS metric_samples ${on_cluster}
(
    workspace_id   UUID CODEC(ZSTD(1)),
    project_id     UUID CODEC(ZSTD(1)),
    metric_name    LowCardinality(String) CODEC(ZSTD(1)),
    series_id      UInt64 COMMENT 'See metric_series' CODEC(ZSTD(1)),
    time           DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    start_time     DateTime64(9, 'UTC') COMMENT '1970 when it was not sent' CODEC(Delta(8), ZSTD(1)),
    kind           Enum8('gauge' = 0, 'delta' = 1, 'cumulative' = 2, 'sum' = 3) COMMENT 'A sum by its temporality, sum when it has none' CODEC(ZSTD(1)),
    value          Float64 CODEC(ZSTD(1)),
    is_int         Bool COMMENT 'The value was sent as an integer: toInt64(value) + int_rest' CODEC(ZSTD(1)),
    int_rest       Int64 COMMENT 'What an integer loses as Float64: 0 up to 2^53' CODEC(ZSTD(1)),
    flags          UInt32 COMMENT 'Bit 1: there is no value at this time' CODEC(ZSTD(1)),
    retention_days UInt16 CODEC(ZSTD(1))
)
ENGINE = ${replicated}MergeTree
PARTITION BY (toDate(time), retention_days)
ORDER BY (workspace_id, project_id, metric_name, series_id, time)
TTL toDateTime(time) + toIntervalDay(retention_days)
SETTINGS ttl_only_drop_parts = 1, ${deduplication_window} = 10000
COMMENT 'Points of gauges and sums';
