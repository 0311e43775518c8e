package dev.seamark.standalone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {
  @ParameterizedTest
  @CsvSource({
    "POST, /v1/traces, OTLP",
    "POST, /v1/logs/, OTLP",
    "POST, /v1/logs?a=b, OTLP",
    "POST, /v1/metrics, OTLP",
    "POST, /api/public/otel/v1/traces, OTLP",
    "POST, /api/public/ingestion, INGEST",
    "POST, /api/v2/spans, INGEST",
    "GET, /api/v2/spans, QUERY",
    "POST, /loki/api/v1/push, INGEST",
    "GET, /loki/api/v1/query_range, QUERY",
    "POST, /api/v1/write, INGEST",
    "GET, /api/v1/ingest/queue, INGEST",
    "GET, /api/v1/admin/queues/traces/dead-letters, INGEST",
    "DELETE, /api/v1/admin/prices?pattern=a, INGEST",
    "GET, /api/v1/traces, QUERY",
    "GET, /v1/tracesx, QUERY",
    "GET, /?p=/v1/traces, QUERY",
    "GET, /, QUERY"
  })
  void of_methodAndTarget(String method, String target, Route expected) {
    assertThat(Route.of(method, target)).isEqualTo(expected);
  }
}
