package dev.seamark.standalone.gateway;

import java.util.Set;

/** Which service answers a request. */
enum Route {
  /** Written data; failures are told in OTLP's way, and as what OTLP clients try again. */
  OTLP(true),
  /** Written data in other protocols. */
  INGEST(true),
  /** Everything else. */
  QUERY(false);

  private static final Set<String> OTLP_PATHS = Set.of("/v1/traces", "/v1/logs", "/v1/metrics");
  private static final Set<String> INGEST_PATHS =
      Set.of("/api/public/ingestion", "/loki/api/v1/push", "/api/v1/write");

  private final boolean toIngest;

  Route(boolean toIngest) {
    this.toIngest = toIngest;
  }

  boolean toIngest() {
    return toIngest;
  }

  /**
   * Routes by method and path.
   *
   * @param target the request target as sent, with its query
   */
  static Route of(String method, String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    // Some exporters are set up with a slash at the end.
    String signal = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (OTLP_PATHS.contains(signal) || path.startsWith("/api/public/otel/")) {
      return OTLP;
    }
    boolean ingest =
        INGEST_PATHS.contains(path)
            || path.startsWith("/api/v1/ingest/")
            || path.startsWith("/api/v1/admin/")
            || (path.equals("/api/v2/spans") && method.equals("POST"));
    return ingest ? INGEST : QUERY;
  }
}
