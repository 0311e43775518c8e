package dev.seamark.ingest.otlp;

/** Export requests as JSON text. */
final class JsonRequests {
  private JsonRequests() {}

  static String oneSpan(long startEpochNanos) {
    return spans(span("da844515cacd51a46eaf08fdce22eed4", "1e820d7c5451eb09", startEpochNanos));
  }

  static String span(String traceId, String spanId, long startEpochNanos) {
    return """
    {"traceId":"%s","spanId":"%s","name":"GET /cart","kind":2,
     "startTimeUnixNano":"%d","endTimeUnixNano":"%d","attributes":[],"status":{"code":0}}
    """
        .formatted(traceId, spanId, startEpochNanos, startEpochNanos + 5);
  }

  static String spans(String... spans) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + String.join(",", spans) + "]}]}]}";
  }
}
