-- One row per span, written whole; when a span is written again the highest version wins. The sort
-- key keeps the spans of a trace side by side inside five-minute buckets: see docs/adr/0001.
CREATE TABLE IF NOT EXISTS spans ${on_cluster}
(
    workspace_id             UUID CODEC(ZSTD(1)),
    project_id               UUID CODEC(ZSTD(1)),
    trace_id                 FixedString(16) CODEC(ZSTD(1)),
    span_id                  FixedString(8) CODEC(ZSTD(1)),
    parent_span_id           FixedString(8) COMMENT 'Zero bytes for a root' CODEC(ZSTD(1)),
    trace_state              String CODEC(ZSTD(1)),
    flags                    UInt32 CODEC(ZSTD(1)),
    service_name             LowCardinality(String) CODEC(ZSTD(1)),
    name                     LowCardinality(String) CODEC(ZSTD(1)),
    kind                     Enum8('unspecified' = 0, 'internal' = 1, 'server' = 2, 'client' = 3, 'producer' = 4, 'consumer' = 5) CODEC(ZSTD(1)),
    status_code              Enum8('unset' = 0, 'ok' = 1, 'error' = 2) CODEC(ZSTD(1)),
    status_message           String CODEC(ZSTD(1)),
    start_time               DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    duration_nanos           Int64 COMMENT 'End minus start as sent: negative when the end lies before the start or was not sent' CODEC(T64, ZSTD(1)),
    resource_id              UInt64 COMMENT 'See resources' CODEC(ZSTD(1)),
    scope_name               LowCardinality(String) CODEC(ZSTD(1)),
    scope_version            LowCardinality(String) CODEC(ZSTD(1)),
    scope_schema_url         LowCardinality(String) CODEC(ZSTD(1)),
    scope_attributes         String COMMENT 'OTLP JSON; empty when there are none' CODEC(ZSTD(1)),
    attributes_string        Map(String, String) CODEC(ZSTD(1)),
    attributes_int           Map(String, Int64) CODEC(ZSTD(1)),
    attributes_double        Map(String, Float64) CODEC(ZSTD(1)),
    attributes_bool          Map(String, Bool) CODEC(ZSTD(1)),
    attributes_other         String COMMENT 'OTLP JSON: arrays, maps, bytes and empty values; empty when there are none' CODEC(ZSTD(1)),
    dropped_attributes_count UInt32 CODEC(ZSTD(1)),
    event_names              Array(String) CODEC(ZSTD(1)),
    events                   String COMMENT 'OTLP JSON array; empty when there are none' CODEC(ZSTD(1)),
    dropped_events_count     UInt32 CODEC(ZSTD(1)),
    links                    String COMMENT 'OTLP JSON array; empty when there are none' CODEC(ZSTD(1)),
    dropped_links_count      UInt32 CODEC(ZSTD(1)),
    retention_days           UInt16 CODEC(ZSTD(1)),
    version                  UInt64 CODEC(Delta(8), ZSTD(1)),
    is_deleted               UInt8 DEFAULT 0 CODEC(ZSTD(1)),
    date                     Date MATERIALIZED toDate(start_time) CODEC(ZSTD(1)),
    hour                     DateTime('UTC') MATERIALIZED toStartOfHour(start_time) CODEC(ZSTD(1)),
    duration_ms              Int64 MATERIALIZED intDiv(duration_nanos, 1000000) CODEC(T64, ZSTD(1)),
    INDEX duration_minmax duration_nanos TYPE minmax GRANULARITY 1,
    INDEX status_set status_code TYPE set(3) GRANULARITY 1,
    INDEX attribute_keys_bloom mapKeys(attributes_string) TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX attribute_values_bloom mapValues(attributes_string) TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ${replicated}ReplacingMergeTree(version, is_deleted)
PARTITION BY (toDate(start_time), retention_days)
ORDER BY (workspace_id, project_id, toStartOfFiveMinutes(start_time), trace_id, span_id)
TTL toDateTime(start_time) + toIntervalDay(retention_days)
SETTINGS ttl_only_drop_parts = 1, ${deduplication_window} = 10000
COMMENT 'Spans';
