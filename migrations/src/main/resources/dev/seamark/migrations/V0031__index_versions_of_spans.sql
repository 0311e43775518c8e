-- Finds the rows that were accepted in a stretch of time: the summaries of traces that came whole are
-- computed from them. An entry covers eight granules, so it costs next to nothing.
ALTER TABLE spans ${on_cluster}
    ADD INDEX IF NOT EXISTS version_minmax version TYPE minmax GRANULARITY 8;
