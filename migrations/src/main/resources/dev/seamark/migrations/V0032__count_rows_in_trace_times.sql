-- How many rows were ever inserted for a trace. Whoever has as many of them in view has the whole
-- trace. Rows from before this column count as very many, so that nobody believes that of them.
ALTER TABLE trace_times ${on_cluster}
    ADD COLUMN IF NOT EXISTS span_rows SimpleAggregateFunction(sum, UInt64) DEFAULT 1099511627776
    COMMENT 'Rows inserted into spans, repeated ones included' CODEC(ZSTD(1));
