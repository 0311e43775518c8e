-- One row per log record; a record never changes. Inside five-minute buckets the records of a service
-- lie side by side: see docs/adr/0020.
CREATE TABLE IF NOT EXISTS logs ${on_cluster}
(
    workspace_id             UUID CODEC(ZSTD(1)),
    project_id               UUID CODEC(ZSTD(1)),
    time                     DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    time_source              Enum8('event' = 0, 'observed' = 1, 'accepted' = 2) COMMENT 'Which clock time was read from: a record need not carry its own' CODEC(ZSTD(1)),
    observed_delay_nanos     Int64 COMMENT 'From time to when a collector saw the record; minus time when that was not sent' CODEC(ZSTD(1)),
    record_id                UInt64 COMMENT 'Tells records of one time apart: 40 bits of their request, 24 of their place in it' CODEC(Delta(8), ZSTD(1)),
    service_name             LowCardinality(String) CODEC(ZSTD(1)),
    severity_number          UInt8 CODEC(ZSTD(1)),
    severity_text            LowCardinality(String) CODEC(ZSTD(1)),
    body                     String COMMENT 'Text; JSON for a body that is none' CODEC(ZSTD(1)),
    body_other               String COMMENT 'OTLP JSON of a body that is no text; empty for one that is' CODEC(ZSTD(1)),
    event_name               LowCardinality(String) CODEC(ZSTD(1)),
    trace_id                 FixedString(16) COMMENT 'Zero bytes outside of any trace' CODEC(ZSTD(1)),
    span_id                  FixedString(8) COMMENT 'Zero bytes outside of any span' CODEC(ZSTD(1)),
    flags                    UInt32 CODEC(ZSTD(1)),
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
    retention_days           UInt16 CODEC(ZSTD(1)),
    observed_time            DateTime64(9, 'UTC') ALIAS fromUnixTimestamp64Nano(toUnixTimestamp64Nano(time) + observed_delay_nanos, 'UTC'),
    INDEX body_text lowerUTF8(body) TYPE text(tokenizer = splitByNonAlpha),
    INDEX trace_id_bloom trace_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX severity_set severity_number TYPE set(25) GRANULARITY 1,
    INDEX attribute_keys_bloom mapKeys(attributes_string) TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX attribute_values_bloom mapValues(attributes_string) TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ${replicated}MergeTree
PARTITION BY (toDate(time), retention_days)
ORDER BY (workspace_id, project_id, toStartOfFiveMinutes(time), service_name, time)
TTL toDateTime(time) + toIntervalDay(retention_days)
SETTINGS ttl_only_drop_parts = 1, ${deduplication_window} = 10000
COMMENT 'Log records';
