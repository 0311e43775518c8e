package dev.seamark.ingest;

import dev.seamark.embedded.junit.ClickHouseExtension;

/** What ClickHouse has, asked without any code of ours. */
record StoredSpans(ClickHouseExtension clickhouse) {

  /** Rows as written, not as merged: an insert done twice counts twice. */
  long rows() {
    return number("SELECT count() FROM spans");
  }

  long distinctIds() {
    return number("SELECT uniqExact(trace_id, span_id) FROM spans");
  }

  long rolledUp() {
    return number("SELECT sum(span_count) FROM service_minutes");
  }

  long summaries() {
    return number("SELECT count() FROM trace_summaries FINAL");
  }

  long summarised() {
    return number("SELECT sum(span_count) FROM trace_summaries FINAL");
  }

  long number(String sql) {
    return Long.parseLong(clickhouse.execute(sql).strip());
  }
}
