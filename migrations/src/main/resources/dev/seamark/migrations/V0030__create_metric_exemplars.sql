-- Single measurements that went into points, most with the trace they were taken in.
CREATE TABLE IF NOT EXISTS metric_exemplars ${on_cluster}
(
    workspace_id        UUID CODEC(ZSTD(1)),
    project_id          UUID CODEC(ZSTD(1)),
    metric_name         LowCardinality(String) CODEC(ZSTD(1)),
    series_id           UInt64 COMMENT 'See metric_series' CODEC(ZSTD(1)),
    time                DateTime64(9, 'UTC') COMMENT 'Of the measurement' CODEC(Delta(8), ZSTD(1)),
    point_time          DateTime64(9, 'UTC') COMMENT 'Of the point it came with' CODEC(Delta(8), ZSTD(1)),
    value               Float64 CODEC(ZSTD(1)),
    is_int              Bool COMMENT 'The value was sent as an integer: toInt64(value) + int_rest' CODEC(ZSTD(1)),
    int_rest            Int64 COMMENT 'What an integer loses as Float64: 0 up to 2^53' CODEC(ZSTD(1)),
    trace_id            FixedString(16) COMMENT 'Zero bytes outside of any trace' CODEC(ZSTD(1)),
    span_id             FixedString(8) COMMENT 'Zero bytes outside of any span' CODEC(ZSTD(1)),
    filtered_attributes String COMMENT 'OTLP JSON: a list of KeyValue; empty when there are none' CODEC(ZSTD(1)),
    retention_days      UInt16 CODEC(ZSTD(1)),
    INDEX trace_id_bloom trace_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ${replicated}MergeTree
PARTITION BY (toDate(time), retention_days)
ORDER BY (workspace_id, project_id, metric_name, series_id, time)
TTL toDateTime(time) + toIntervalDay(retention_days)
SETTINGS ttl_only_drop_parts = 1, ${deduplication_window} = 10000
COMMENT 'Exemplars of metric points';
