package dev.seamark.e2e;

import dev.seamark.core.log.LogRecord;
import dev.seamark.core.log.LogRecord.TimeSource;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The OpenTelemetry SDK for Java, sending log records with bodies of every type. */
final class JavaLogClient {
  private static final Severity[] SEVERITIES = Severity.values();
  private static final List<Value<?>> BODIES =
      List.of(
          Value.of("Payment refused: Grüße 🚢 日本語 \"quoted\" \\ \n\t\u0001"),
          Value.of(""),
          Value.of(Long.MIN_VALUE),
          Value.of(3.0),
          Value.of(true),
          Value.of(new byte[] {0, -1, 127}),
          Value.empty(),
          Value.of(Value.of("one"), Value.of(2), Value.empty(), Value.of(Value.of(0.5))),
          Value.of(
              KeyValue.of("message", Value.of("Disk \"sda\" full")),
              KeyValue.of("more", Value.of(KeyValue.of("used", Value.of(Double.NaN))))));

  private final URI endpoint;
  private final String key;

  JavaLogClient(URI endpoint, String key) {
    this.endpoint = endpoint;
    this.key = key;
  }

  /**
   * Sends log records by http/protobuf.
   *
   * @throws IllegalStateException when the server did not acknowledge them all
   */
  List<LogRecord> send(String service, int records) {
    Recorder recorder =
        new Recorder(
            OtlpHttpLogRecordExporter.builder()
                .setEndpoint(endpoint + "/v1/logs")
                .addHeader("Authorization", "Bearer " + key)
                .setCompression("gzip")
                .setTimeout(Duration.ofSeconds(30))
                .build());
    try (SdkLoggerProvider provider =
        SdkLoggerProvider.builder()
            .setResource(JavaClient.resource(service))
            .addLogRecordProcessor(
                BatchLogRecordProcessor.builder(recorder)
                    .setMaxQueueSize(Math.max(1_024, records + 1))
                    .setMaxExportBatchSize(512)
                    .setScheduleDelay(Duration.ofMillis(100))
                    .build())
            .build()) {
      Logger logger =
          provider
              .loggerBuilder("e2e.java.logs")
              .setInstrumentationVersion("0.9.1")
              .setSchemaUrl("https://opentelemetry.io/schemas/1.41.0")
              .build();
      long base = TimeUnit.SECONDS.toNanos(System.currentTimeMillis() / 1_000 - 300);
      for (int i = 0; i < records; i++) {
        emit(logger, base, i);
      }
      CompletableResultCode flushed = provider.forceFlush().join(120, TimeUnit.SECONDS);
      if (!flushed.isSuccess() || recorder.refused > 0) {
        throw new IllegalStateException(
            recorder.refused + " records were not acknowledged: " + recorder.failure);
      }
    }
    return List.copyOf(recorder.acknowledged);
  }

  private static void emit(Logger logger, long base, int serial) {
    long time = base + serial * 1_000_003L;
    LogRecordBuilder record =
        logger
            .logRecordBuilder()
            .setObservedTimestamp(time + 19, TimeUnit.NANOSECONDS)
            .setContext(serial % 3 == 0 ? span(base, serial) : Context.root())
            .setBody(BODIES.get(serial % BODIES.size()))
            .setAllAttributes(JavaClient.attributes(serial));
    if (serial % 4 != 0) {
      record.setTimestamp(time, TimeUnit.NANOSECONDS);
    }
    if (serial % 10 != 0) {
      record
          .setSeverity(SEVERITIES[serial % SEVERITIES.length])
          .setSeverityText("level " + serial % 24);
    }
    if (serial % 7 == 0) {
      record.setEventName("order.refused");
    }
    record.emit();
  }

  private static Context span(long base, int serial) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.create(
                    new TraceId(base, 1 + serial % 9).toString(),
                    new SpanId(0xabc000L + serial).toString(),
                    serial % 2 == 0 ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                    TraceState.getDefault())));
  }

  /** Keeps what the server acknowledged. */
  private static final class Recorder implements LogRecordExporter {
    private final LogRecordExporter exporter;
    private final Collection<LogRecord> acknowledged = new ConcurrentLinkedQueue<>();
    private volatile int refused;
    private volatile @Nullable Throwable failure;

    Recorder(LogRecordExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<LogRecordData> records) {
      CompletableResultCode result = exporter.export(records);
      result.whenComplete(() -> {
        if (result.isSuccess()) {
          records.forEach(record -> acknowledged.add(JavaLogClient.record(record)));
        } else {
          settleFailure(records.size(), result.getFailureThrowable());
        }
      });
      return result;
    }

    private synchronized void settleFailure(int records, @Nullable Throwable cause) {
      refused += records;
      failure = cause;
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }

  /** The record as OTLP has it: one without a time of its own lies where it was observed. */
  private static LogRecord record(LogRecordData data) {
    SpanContext span = data.getSpanContext();
    InstrumentationScopeInfo scope = data.getInstrumentationScopeInfo();
    boolean hasTime = data.getTimestampEpochNanos() != 0;
    Value<?> body = data.getBodyValue();
    return new LogRecord(
        hasTime ? data.getTimestampEpochNanos() : data.getObservedTimestampEpochNanos(),
        hasTime ? TimeSource.EVENT : TimeSource.OBSERVED,
        data.getObservedTimestampEpochNanos(),
        data.getSeverity().getSeverityNumber(),
        JavaClient.text(data.getSeverityText()),
        body == null ? AttributeValue.Empty.INSTANCE : JavaClient.typed(body),
        JavaClient.text(data.getEventName()),
        JavaClient.attributes(data.getAttributes()),
        data.getTotalAttributeCount() - data.getAttributes().size(),
        span.getTraceFlags().asByte() & 0xff,
        span.isValid() ? TraceId.parse(span.getTraceId()) : null,
        span.isValid() ? SpanId.parse(span.getSpanId()) : null,
        new dev.seamark.core.span.Resource(
            JavaClient.attributes(data.getResource().getAttributes()),
            0,
            JavaClient.text(data.getResource().getSchemaUrl())),
        new InstrumentationScope(
            scope.getName(),
            JavaClient.text(scope.getVersion()),
            JavaClient.attributes(scope.getAttributes()),
            0,
            JavaClient.text(scope.getSchemaUrl())));
  }
}
