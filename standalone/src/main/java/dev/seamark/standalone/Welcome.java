package dev.seamark.standalone;

import dev.seamark.core.workspace.ApiKeySecret;
import java.net.URI;
import java.nio.file.Path;

/** What is printed when the stack is ready: where it is and how to send the first span. */
final class Welcome {
  private Welcome() {}

  static String text(URI url, URI otlp, URI grpc, ApiKeySecret key, Path data) {
    return """

    Seamark is up.

      API            %1$s      (every route, also /v1/traces)
      OTLP/HTTP      %2$s
      OTLP/gRPC      %5$s
      data           %4$s
      API key        %3$s

    Send from any OpenTelemetry SDK:

      export OTEL_EXPORTER_OTLP_ENDPOINT=%2$s
      export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
      export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer %3$s"

    Send one span by hand, then read it:

      curl -sS %1$s/v1/traces -H 'Authorization: Bearer %3$s' \\
        -H 'Content-Type: application/json' -d '{"resourceSpans":[{"resource":{"attributes":[
        {"key":"service.name","value":{"stringValue":"hello"}}]},"scopeSpans":[{"spans":[
        {"traceId":"'$(od -An -N16 -tx1 /dev/urandom | tr -d ' \\n')'",
         "spanId":"'$(od -An -N8 -tx1 /dev/urandom | tr -d ' \\n')'","name":"first span","kind":1,
         "startTimeUnixNano":"'$(date +%%s)000000000'","endTimeUnixNano":"'$(date +%%s)500000000'"}]}]}]}'
      curl -sS '%1$s/api/v1/traces?limit=1' -H 'Authorization: Bearer %3$s'

    Ctrl-C or ./seamark down stops it; ./seamark demo sends livelier traffic.

    """
        .formatted(url, otlp, key.secret(), data, grpc);
  }
}
