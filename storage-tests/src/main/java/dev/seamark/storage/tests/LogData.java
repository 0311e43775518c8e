package dev.seamark.storage.tests;

import dev.seamark.core.log.LogRecord;
import dev.seamark.core.log.LogRecord.TimeSource;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.AttributeValue.KeyValues;
import dev.seamark.core.span.AttributeValue.Text;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Log records as tests need them: plain ones, full ones, random ones. */
public final class LogData {
  private static final List<String> SERVICES = List.of("shop", "payment", "agent");
  private static final List<Integer> SEVERITIES = List.of(0, 1, 5, 9, 9, 9, 13, 17, 24);
  private static final List<String> WORDS =
      List.of("payment", "Order", "FAILED", "cart_7", "timeout", "Ошибка", "支付", "id=42", "ok.");

  private LogData() {}

  /** A record with a text body that carries nothing else. */
  public static LogRecord record(long time, String service, int severity, String body) {
    return new LogRecord(
        time,
        TimeSource.EVENT,
        time,
        severity,
        "",
        new Text(body),
        "",
        Map.of(),
        0,
        0,
        null,
        null,
        SpanData.resource(service),
        InstrumentationScope.NONE);
  }

  /** The same record within a span. */
  public static LogRecord in(LogRecord record, TraceId traceId, SpanId spanId) {
    return new LogRecord(
        record.epochNanos(),
        record.timeSource(),
        record.observedEpochNanos(),
        record.severityNumber(),
        record.severityText(),
        record.body(),
        record.eventName(),
        record.attributes(),
        record.droppedAttributesCount(),
        record.flags(),
        traceId,
        spanId,
        record.resource(),
        record.scope());
  }

  /** The same record with another body. */
  public static LogRecord saying(LogRecord record, AttributeValue body) {
    return new LogRecord(
        record.epochNanos(),
        record.timeSource(),
        record.observedEpochNanos(),
        record.severityNumber(),
        record.severityText(),
        body,
        record.eventName(),
        record.attributes(),
        record.droppedAttributesCount(),
        record.flags(),
        record.traceId(),
        record.spanId(),
        record.resource(),
        record.scope());
  }

  /** A record that uses every field, every attribute type and the ends of their ranges. */
  public static LogRecord fullestRecord(long time) {
    Map<String, AttributeValue> attributes = SpanData.everyType();
    Map<String, AttributeValue> resource = new LinkedHashMap<>();
    resource.put("service.name", new Text("agent"));
    resource.put("host.id", new Text("ü"));
    return new LogRecord(
        time,
        TimeSource.EVENT,
        0,
        24,
        "Fatal ☠",
        new KeyValues(attributes),
        "gen_ai.evaluation.result",
        attributes,
        -1,
        0xffff_ffff,
        new TraceId(-1, 1),
        new SpanId(-2),
        new Resource(resource, 6, "https://opentelemetry.io/schemas/1.27.0"),
        new InstrumentationScope(
            "io.example.llm", "1.2.3", attributes, 7, "https://opentelemetry.io/schemas/1.26.0"));
  }

  /** A record of any kind, at a time of its own within a minute. */
  public static LogRecord randomRecord(RandomGenerator random, long time) {
    LogRecord record =
        record(
            time + random.nextLong(60_000_000_000L),
            pick(random, SERVICES),
            pick(random, SEVERITIES),
            pick(random, WORDS) + " " + pick(random, WORDS) + ": " + pick(random, WORDS));
    return random.nextBoolean()
        ? record
        : in(record, new TraceId(1, 1 + random.nextInt(3)), new SpanId(1 + random.nextInt(3)));
  }

  private static <T> T pick(RandomGenerator random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
