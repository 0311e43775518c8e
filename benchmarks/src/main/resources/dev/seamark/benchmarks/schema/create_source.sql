-- Generated spans in the order they arrive, with plain types: what a client would send.
CREATE TABLE IF NOT EXISTS source
(
    workspace_id UUID,
    project_id UUID,
    trace_id FixedString(16),
    span_id FixedString(8),
    parent_span_id FixedString(8),
    trace_state String,
    flags UInt32,
    service_name LowCardinality(String),
    name LowCardinality(String),
    kind Int8,
    status_code Int8,
    status_message String,
    start_time DateTime64(9, 'UTC'),
    duration_nanos Int64,
    resource_id UInt64,
    scope_name LowCardinality(String),
    scope_version LowCardinality(String),
    scope_schema_url LowCardinality(String),
    scope_attributes String,
    attributes_string Map(String, String),
    attributes_int Map(String, Int64),
    attributes_double Map(String, Float64),
    attributes_bool Map(String, Bool),
    attributes_other String,
    dropped_attributes_count UInt32,
    event_names Array(String),
    events String,
    dropped_events_count UInt32,
    links String,
    dropped_links_count UInt32,
    retention_days UInt16,
    version UInt64,
    is_deleted UInt8
)
ENGINE = MergeTree
ORDER BY start_time
