package dev.seamark.ingest.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.seamark.core.span.AttributeValue;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.Locale;
import java.util.Map;

/** What the rules that hold for every signal need of one. */
enum ConformanceSignal {
  TRACES(
      "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"spanId\":\"1e820d7c5451eb09\",%s}]}]}]}",
      "\"startTimeUnixNano\"", "rejectedSpans"),
  LOGS(
      "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{%s}]}]}]}",
      "\"timeUnixNano\"", "rejectedLogRecords"),
  METRICS(
      "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"m\",\"gauge\":"
          + "{\"dataPoints\":[{\"asInt\":1,%s}]}}]}]}]}",
      "\"timeUnixNano\"", "rejectedDataPoints");

  private static final String TRACE_ID = "\"traceId\":\"da844515cacd51a46eaf08fdce22eed4\"";

  private final String json;
  private final String timeField;
  final String rejectedField;

  ConformanceSignal(String json, String timeField, String rejectedField) {
    this.json = json;
    this.timeField = timeField;
    this.rejectedField = rejectedField;
  }

  String path() {
    return "/v1/" + name().toLowerCase(Locale.ROOT);
  }

  /** A request with one record that has these further members. */
  String json(String members) {
    String traceId = this == TRACES && !members.contains("raceId") ? TRACE_ID + "," : "";
    return json.formatted(traceId + timeField + ":\"" + OtlpServer.NOW_NANOS + "\"" + members);
  }

  /** A request with one record that has these attributes. */
  String withAttributes(String keyValues) {
    return json(",\"attributes\":[" + keyValues + "]");
  }

  /** A request as protobuf. */
  Message good() {
    return switch (this) {
      case TRACES -> Requests.random(1, OtlpServer.NOW_NANOS);
      case LOGS -> LogRequests.numbered(1, OtlpServer.NOW_NANOS, "b");
      case METRICS -> MetricRequests.of(MetricRequests.counter(1, OtlpServer.NOW_NANOS));
    };
  }

  /** A request of which no record can be kept: it is from 1970. */
  Message rejected() {
    return switch (this) {
      case TRACES -> Requests.random(2, 7);
      case LOGS -> LogRequests.numbered(2, 7, "b");
      case METRICS -> MetricRequests.of(MetricRequests.counter(2, 7));
    };
  }

  /** A request of which a text has to be cut and nothing is rejected. */
  String cut() {
    return withAttributes(
        "{\"key\":\"k\",\"value\":{\"stringValue\":\"" + "x".repeat(200) + "\"}}");
  }

  /** The rejected count and the message of a protobuf answer. */
  Partial partial(byte[] body) throws InvalidProtocolBufferException {
    return switch (this) {
      case TRACES -> {
        var partial = ExportTraceServiceResponse.parseFrom(body).getPartialSuccess();
        yield new Partial(partial.getRejectedSpans(), partial.getErrorMessage());
      }
      case LOGS -> {
        var partial = ExportLogsServiceResponse.parseFrom(body).getPartialSuccess();
        yield new Partial(partial.getRejectedLogRecords(), partial.getErrorMessage());
      }
      case METRICS -> {
        var partial = ExportMetricsServiceResponse.parseFrom(body).getPartialSuccess();
        yield new Partial(partial.getRejectedDataPoints(), partial.getErrorMessage());
      }
    };
  }

  record Partial(long rejected, String message) {}

  int received(OtlpServer server) {
    return switch (this) {
      case TRACES -> server.spans.size();
      case LOGS -> server.logs.size();
      case METRICS -> server.points.size();
    };
  }

  /** Attributes of the record that came last. */
  Map<String, AttributeValue> lastAttributes(OtlpServer server) {
    return switch (this) {
      case TRACES -> server.spans.getLast().attributes();
      case LOGS -> server.logs.getLast().attributes();
      case METRICS -> server.points.getLast().series().attributes();
    };
  }
}
