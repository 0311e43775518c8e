-- What spans of LLM applications mean, one row per span that a convention speaks of; other spans have
-- none and pay nothing. The sort key is that of spans, so the rows of a trace lie together here as
-- well. A row belongs to the row of spans with the same version.
CREATE TABLE IF NOT EXISTS observations ${on_cluster}
(
    workspace_id         UUID CODEC(ZSTD(1)),
    project_id           UUID CODEC(ZSTD(1)),
    trace_id             FixedString(16) CODEC(ZSTD(1)),
    span_id              FixedString(8) CODEC(ZSTD(1)),
    parent_span_id       FixedString(8) COMMENT 'Zero bytes for a root' CODEC(ZSTD(1)),
    start_time           DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    duration_nanos       Int64 COMMENT 'As in spans' CODEC(T64, ZSTD(1)),
    service_name         LowCardinality(String) CODEC(ZSTD(1)),
    name                 LowCardinality(String) COMMENT 'The span''s, unless a convention has a better one' CODEC(ZSTD(1)),
    status_code          Enum8('unset' = 0, 'ok' = 1, 'error' = 2) CODEC(ZSTD(1)),
    kind                 Enum8('span' = 0, 'generation' = 1, 'embedding' = 2, 'tool' = 3, 'agent' = 4, 'chain' = 5, 'retriever' = 6, 'evaluator' = 7, 'guardrail' = 8, 'event' = 9) CODEC(ZSTD(1)),
    level                Enum8('unset' = 0, 'debug' = 1, 'default' = 2, 'warning' = 3, 'error' = 4) CODEC(ZSTD(1)),
    status_text          String COMMENT 'What the client says about the status beside the span''s own' CODEC(ZSTD(1)),
    provider             LowCardinality(String) CODEC(ZSTD(1)),
    model                LowCardinality(String) CODEC(ZSTD(1)),
    parameters           String COMMENT 'JSON object' CODEC(ZSTD(1)),
    finish_reason        LowCardinality(String) CODEC(ZSTD(1)),
    service_tier         LowCardinality(String) CODEC(ZSTD(1)),
    first_token_nanos    UInt64 COMMENT 'From the start to the first token' CODEC(T64, ZSTD(1)),
    input                String CODEC(ZSTD(1)),
    input_key            LowCardinality(String) COMMENT 'The span attribute whose text the input is; it is not in spans' CODEC(ZSTD(1)),
    output               String CODEC(ZSTD(1)),
    output_key           LowCardinality(String) COMMENT 'The span attribute whose text the output is; it is not in spans' CODEC(ZSTD(1)),
    input_tokens         UInt64 COMMENT 'Cached ones included' CODEC(T64, ZSTD(1)),
    cache_read_tokens    UInt64 CODEC(T64, ZSTD(1)),
    cache_write_tokens   UInt64 CODEC(T64, ZSTD(1)),
    audio_input_tokens   UInt64 CODEC(T64, ZSTD(1)),
    output_tokens        UInt64 COMMENT 'Reasoning included' CODEC(T64, ZSTD(1)),
    reasoning_tokens     UInt64 CODEC(T64, ZSTD(1)),
    audio_output_tokens  UInt64 CODEC(T64, ZSTD(1)),
    total_tokens         UInt64 CODEC(T64, ZSTD(1)),
    input_cost           Decimal(18, 12) COMMENT 'US dollars' CODEC(ZSTD(1)),
    output_cost          Decimal(18, 12) COMMENT 'US dollars' CODEC(ZSTD(1)),
    total_cost           Decimal(18, 12) COMMENT 'US dollars' CODEC(ZSTD(1)),
    cost_source          Enum8('none' = 0, 'client' = 1, 'workspace_price' = 2, 'built_in_price' = 3) CODEC(ZSTD(1)),
    repeats_children     Bool COMMENT 'Usage and cost repeat those of spans below: sums leave the row out' CODEC(ZSTD(1)),
    tool_name            LowCardinality(String) CODEC(ZSTD(1)),
    tool_call_id         String CODEC(ZSTD(1)),
    agent_id             String CODEC(ZSTD(1)),
    agent_name           LowCardinality(String) CODEC(ZSTD(1)),
    workflow             LowCardinality(String) CODEC(ZSTD(1)),
    trace_name           String CODEC(ZSTD(1)),
    session_id           String CODEC(ZSTD(1)),
    user_id              String CODEC(ZSTD(1)),
    tags                 Array(String) CODEC(ZSTD(1)),
    environment          LowCardinality(String) CODEC(ZSTD(1)),
    release              LowCardinality(String) CODEC(ZSTD(1)),
    app_version          LowCardinality(String) CODEC(ZSTD(1)),
    prompt_name          LowCardinality(String) CODEC(ZSTD(1)),
    prompt_version       LowCardinality(String) CODEC(ZSTD(1)),
    metadata             Map(String, String) CODEC(ZSTD(1)),
    retention_days       UInt16 CODEC(ZSTD(1)),
    version              UInt64 CODEC(Delta(8), ZSTD(1)),
    is_deleted           UInt8 DEFAULT 0 CODEC(ZSTD(1))
)
ENGINE = ${replicated}ReplacingMergeTree(version, is_deleted)
PARTITION BY (toDate(start_time), retention_days)
ORDER BY (workspace_id, project_id, toStartOfFiveMinutes(start_time), trace_id, span_id)
TTL toDateTime(start_time) + toIntervalDay(retention_days)
-- Small buffers per column: full ones took 640 MB for an insert into a part of all these columns.
SETTINGS ttl_only_drop_parts = 1, min_columns_to_activate_adaptive_write_buffer = 1, ${deduplication_window} = 10000
COMMENT 'What spans of LLM applications mean';
