-- Whose trace it is and what its models used. Sums leave out observations that repeat others.
ALTER TABLE trace_summaries ${on_cluster}
    ADD COLUMN IF NOT EXISTS trace_name String COMMENT 'As a convention names the trace' CODEC(ZSTD(1)) AFTER services,
    ADD COLUMN IF NOT EXISTS session_id String CODEC(ZSTD(1)) AFTER trace_name,
    ADD COLUMN IF NOT EXISTS user_id String CODEC(ZSTD(1)) AFTER session_id,
    ADD COLUMN IF NOT EXISTS tags Array(String) COMMENT 'Distinct, sorted' CODEC(ZSTD(1)) AFTER user_id,
    ADD COLUMN IF NOT EXISTS environment LowCardinality(String) CODEC(ZSTD(1)) AFTER tags,
    ADD COLUMN IF NOT EXISTS release LowCardinality(String) CODEC(ZSTD(1)) AFTER environment,
    ADD COLUMN IF NOT EXISTS app_version LowCardinality(String) CODEC(ZSTD(1)) AFTER release,
    ADD COLUMN IF NOT EXISTS models Array(String) COMMENT 'Distinct, sorted' CODEC(ZSTD(1)) AFTER app_version,
    ADD COLUMN IF NOT EXISTS input_tokens UInt64 CODEC(T64, ZSTD(1)) AFTER models,
    ADD COLUMN IF NOT EXISTS output_tokens UInt64 CODEC(T64, ZSTD(1)) AFTER input_tokens,
    ADD COLUMN IF NOT EXISTS total_tokens UInt64 CODEC(T64, ZSTD(1)) AFTER output_tokens,
    ADD COLUMN IF NOT EXISTS total_cost Decimal(18, 12) COMMENT 'US dollars' CODEC(ZSTD(1)) AFTER total_tokens,
    ADD INDEX IF NOT EXISTS session_bloom session_id TYPE bloom_filter(0.01) GRANULARITY 1,
    ADD INDEX IF NOT EXISTS user_bloom user_id TYPE bloom_filter(0.01) GRANULARITY 1;
