package dev.seamark.ingest.otlp;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;
import java.util.stream.IntStream;

/** Export requests of logs. */
public final class LogRequests {
  private LogRequests() {}

  /** An informational record. */
  public static LogRecord.Builder record(long epochNanos, String body) {
    return LogRecord.newBuilder()
        .setTimeUnixNano(epochNanos)
        .setObservedTimeUnixNano(epochNanos + 1)
        .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
        .setSeverityText("INFO")
        .setBody(AnyValue.newBuilder().setStringValue(body));
  }

  public static ExportLogsServiceRequest of(LogRecord... records) {
    return of(List.of(records));
  }

  public static ExportLogsServiceRequest of(List<LogRecord> records) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(
                    Resource.newBuilder().addAttributes(Requests.text("service.name", "shop")))
                .setSchemaUrl("schema/1.40")
                .addScopeLogs(
                    ScopeLogs.newBuilder()
                        .setScope(
                            InstrumentationScope.newBuilder().setName("demo").setVersion("1.0"))
                        .addAllLogRecords(records)))
        .build();
  }

  /** So many records, told apart by their bodies. */
  public static ExportLogsServiceRequest numbered(int records, long epochNanos, String body) {
    return of(
        IntStream.range(0, records)
            .mapToObj(i -> record(epochNanos + i, body + " " + i).build())
            .toList());
  }
}
