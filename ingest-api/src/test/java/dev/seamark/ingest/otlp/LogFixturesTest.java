package dev.seamark.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.log.LogRecord;
import dev.seamark.core.log.LogRecord.TimeSource;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.ingest.attribute.AttributeLimits;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.body.ContentCoding;
import dev.seamark.ingest.log.LogLimits;
import dev.seamark.ingest.log.LogSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Logs as real exporters put them on the wire, recorded. */
class LogFixturesTest {
  private static final long NOVEMBER_2026 = 1_795_180_000_000_000_000L;

  @Test
  void javaScript_json() throws IOException {
    assertShop(read("otel-js-http", OtlpEncoding.JSON, ContentCoding.IDENTITY));
  }

  @Test
  void javaScript_protobuf() throws IOException {
    assertShop(read("otel-js-proto", OtlpEncoding.PROTOBUF, ContentCoding.IDENTITY));
  }

  @Test
  void javaScript_protobufGzip() throws IOException {
    assertShop(read("otel-js-proto-gzip", OtlpEncoding.PROTOBUF, ContentCoding.GZIP));
  }

  /** The SDK sends no time of the event unless the program gives one. */
  @Test
  void java_protobufGzip() throws IOException {
    LogRecord record =
        read("otel-java-http-protobuf-gzip", OtlpEncoding.PROTOBUF, ContentCoding.GZIP).getFirst();
    assertThat(record.timeSource()).isEqualTo(TimeSource.OBSERVED);
    assertThat(record.epochNanos()).isEqualTo(1_795_171_810_465_833_232L);
    assertThat(record.flags()).isEqualTo(3);
    assertThat(record.traceId()).hasToString("b7a553d91ffd5e47337148cdcd9336e7");
    assertThat(record.resource().schemaUrl()).isEqualTo("https://opentelemetry.io/schemas/1.40.0");
    assertThat(record.resource().serviceName()).isEqualTo("java-demo");
  }

  @Test
  void javaAgent() throws IOException {
    List<LogRecord> records = read("otel-javaagent", OtlpEncoding.PROTOBUF, ContentCoding.IDENTITY);
    assertThat(records)
        .extracting(LogRecord::body)
        .containsExactly(
            text("serving /cart?ok"),
            text("serving /cart?ok"),
            text("serving /cart?bad"),
            text("bad"));
    assertThat(records).extracting(LogRecord::severityNumber).containsExactly(9, 9, 9, 17);
    assertThat(records.getLast().severityText()).isEqualTo("SEVERE");
    assertThat(records.getLast().epochNanos()).isEqualTo(1_795_171_856_159_000_000L);
    assertThat(records.getLast().observedEpochNanos()).isEqualTo(1_795_171_856_159_249_097L);
    assertThat(records.getFirst().resource().attributes())
        .containsKey("process.command_args")
        .containsEntry("process.pid", new AttributeValue.Int(7727));
  }

  /** The same program, sent by three exporters. */
  private static void assertShop(List<LogRecord> records) {
    assertThat(records).hasSize(2);
    LogRecord event = records.getFirst();
    assertThat(event.eventName()).isEqualTo("ev");
    assertThat(event.severityNumber()).isEqualTo(17);
    assertThat(event.severityText()).isEqualTo("ERROR");
    assertThat(event.body())
        .isEqualTo(
            new AttributeValue.KeyValues(
                Map.of("msg", text("failed"), "n", new AttributeValue.Int(1))));
    assertThat(event.attributes()).isEqualTo(Map.of("k", text("v")));
    assertThat(event.timeSource()).isEqualTo(TimeSource.EVENT);
    assertThat(event.scope()).isEqualTo(new InstrumentationScope("app", "", Map.of(), 0, ""));
    LogRecord plain = records.getLast();
    assertThat(plain.body()).isEqualTo(text("plain"));
    assertThat(plain.severityNumber()).isEqualTo(9);
    assertThat(plain.traceId()).isNotNull().isEqualTo(event.traceId());
    assertThat(plain.spanId()).isNotNull().isNotEqualTo(event.spanId());
  }

  private static AttributeValue text(String text) {
    return new AttributeValue.Text(text);
  }

  private static List<LogRecord> read(String name, OtlpEncoding encoding, ContentCoding coding)
      throws IOException {
    List<LogRecord> records = new ArrayList<>();
    LogSignal signal =
        new LogSignal(
            new AttributeMapper(new AttributeLimits(512, 512, 1 << 20, 16)),
            new LogLimits(1000, 1000, Duration.ofDays(400), Duration.ofHours(24)),
            (owner, accepted, mapped) -> {
              records.addAll(mapped);
              return List.of();
            });
    new Recorded(name, encoding, coding).send(signal, NOVEMBER_2026);
    return records;
  }
}
