package dev.seamark.ingest.queue;

import dev.seamark.core.ingest.ContentHash;

/** Names of a queue's keys. The braces put them all into one slot of a Redis cluster. */
record QueueKeys(String queue) {
  static final String GROUP = "workers";

  private String key(String suffix) {
    return "seamark:{" + queue + "}:" + suffix;
  }

  /** Stream of envelopes: fields h (content hash), r (rows), p (payload), in this order. */
  String stream() {
    return key("stream");
  }

  /** Present while a content hash is remembered. */
  String guard(ContentHash hash) {
    return key("guard:" + hash);
  }

  /** Hash of sums over the stream and the dead letters. */
  String size() {
    return key("size");
  }

  /** Hash of batch id to manifest. */
  String batches() {
    return key("batches");
  }

  /** Hash of batch id to its owner and the lease's end. */
  String leases() {
    return key("leases");
  }

  /** Stream of dead letters: an envelope's fields, then e (error) and i (id in the queue). */
  String dead() {
    return key("dead");
  }

  /** Hash of totals since the queue exists. */
  String counters() {
    return key("counters");
  }
}
