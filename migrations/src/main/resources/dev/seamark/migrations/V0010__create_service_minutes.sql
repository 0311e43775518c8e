-- Rate, errors and durations per service, span kind and minute. The distribution of durations is a
-- plain map of counts: it is smaller than a digest, merges in half the time, and can be read as a
-- histogram.
CREATE TABLE IF NOT EXISTS service_minutes ${on_cluster}
(
    workspace_id      UUID CODEC(ZSTD(1)),
    project_id        UUID CODEC(ZSTD(1)),
    service_name      LowCardinality(String) CODEC(ZSTD(1)),
    kind              Enum8('unspecified' = 0, 'internal' = 1, 'server' = 2, 'client' = 3, 'producer' = 4, 'consumer' = 5) CODEC(ZSTD(1)),
    minute            DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    span_count        SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
    error_count       SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
    duration_nanos    SimpleAggregateFunction(sum, Int64) COMMENT 'Sum; a span that ends before it starts counts as 0' CODEC(T64, ZSTD(1)),
    duration_buckets  SimpleAggregateFunction(sumMap, Map(Int16, UInt64)) COMMENT 'Spans by floor(8 * log2(duration in nanoseconds)): a bucket is 9 % wide' CODEC(ZSTD(1)),
    retention_days    SimpleAggregateFunction(max, UInt16) CODEC(ZSTD(1))
)
ENGINE = ${replicated}AggregatingMergeTree
PARTITION BY toDate(minute)
ORDER BY (workspace_id, project_id, service_name, kind, minute)
TTL minute + toIntervalDay(retention_days)
SETTINGS ttl_only_drop_parts = 1, ${deduplication_window} = 10000
COMMENT 'Rate, errors and durations per service and minute';
