-- Which way an envelope went into the store. Both ways write here first and look afterwards, so an
-- envelope that is in the queue and is inserted directly at the same time has its effect once.
CREATE TABLE IF NOT EXISTS ingest_ledger ${on_cluster}
(
    content_hash FixedString(16),
    route        Enum8('queue' = 1, 'direct' = 2),
    batch_token  String,
    at           DateTime('UTC') DEFAULT now('UTC')
)
ENGINE = ${replicated}MergeTree
PARTITION BY toDate(at)
ORDER BY content_hash
TTL at + INTERVAL 2 DAY
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1, ${deduplication_window} = 10000
COMMENT 'Which way an envelope went into the store';
