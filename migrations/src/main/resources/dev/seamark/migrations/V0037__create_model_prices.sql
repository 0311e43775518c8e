-- A workspace's own prices of models. They come before the built-in ones; of several that match a model
-- the one with the latest day that is not after the call's wins.
CREATE TABLE IF NOT EXISTS model_prices ${on_cluster}
(
    workspace_id   UUID,
    pattern        String COMMENT 'Regular expression over the whole model name, without case',
    effective_from Date COMMENT '1970-01-01 for ever',
    input_above    UInt64 COMMENT 'Holds for calls with more input tokens',
    service_tier   String COMMENT 'Holds for calls served in this tier; empty for all others',
    input          Decimal(18, 12) COMMENT 'US dollars per token, like all below',
    output         Decimal(18, 12),
    cache_read     Decimal(18, 12),
    cache_write    Decimal(18, 12),
    audio_input    Decimal(18, 12),
    audio_output   Decimal(18, 12),
    version        UInt64,
    is_deleted     UInt8 DEFAULT 0
)
ENGINE = ${replicated}ReplacingMergeTree(version, is_deleted)
ORDER BY (workspace_id, pattern, effective_from, input_above, service_tier)
SETTINGS index_granularity = 1024, ${deduplication_window} = 10000
COMMENT 'Prices of models, per workspace';
