package dev.seamark.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.log.LogRecord.TimeSource;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.ingest.attribute.AttributeLimits;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.otlp.LogRequests;
import dev.seamark.ingest.otlp.RecordClock;
import dev.seamark.ingest.otlp.Rejections;
import dev.seamark.ingest.otlp.Requests;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("AvoidValueSetter") // numbers as they come over the wire, known or not
class LogMapperTest {
  private static final long NOW = 1_795_000_000_123_456_789L;
  private static final long DAY = Duration.ofDays(1).toNanos();
  private static final int ROOM = 5;
  private static final RecordClock CLOCK =
      new RecordClock(NOW, Duration.ofDays(400), Duration.ofDays(500), Duration.ofHours(24));

  private final Rejections rejections = new Rejections();
  private final LogMapper mapper =
      new LogMapper(
          new AttributeMapper(new AttributeLimits(9, 20, 20, 2)),
          new LogLimits(ROOM, 12, Duration.ofDays(400), Duration.ofHours(24)));

  @Test
  void map_everyField_asSent() {
    LogRecord record =
        only(
            LogRequests.record(NOW - 987, "Payment refused")
                .setObservedTimeUnixNano(NOW - 321)
                .setSeverityNumberValue(18)
                .setSeverityText("ERROR2")
                .setEventName("pay.refused")
                .setDroppedAttributesCount(3)
                .setFlags(0xffff_ff01)
                .setTraceId(ByteString.fromHex("5b8efff798038103d269b633813fc60c"))
                .setSpanId(ByteString.fromHex("eee19b7ec3c1b174"))
                .addAttributes(Requests.text("k", "v")));
    assertThat(record.epochNanos()).isEqualTo(NOW - 987);
    assertThat(record.timeSource()).isEqualTo(TimeSource.EVENT);
    assertThat(record.observedEpochNanos()).isEqualTo(NOW - 321);
    assertThat(record.severityNumber()).isEqualTo(18);
    assertThat(record.severityText()).isEqualTo("ERROR2");
    assertThat(record.body()).isEqualTo(new AttributeValue.Text("Payment refused"));
    assertThat(record.eventName()).isEqualTo("pay.refused");
    assertThat(record.attributes()).isEqualTo(Map.of("k", new AttributeValue.Text("v")));
    assertThat(record.droppedAttributesCount()).isEqualTo(3);
    assertThat(record.flags()).isEqualTo(0xffff_ff01);
    assertThat(record.traceId()).hasToString("5b8efff798038103d269b633813fc60c");
    assertThat(record.spanId()).hasToString("eee19b7ec3c1b174");
    assertThat(record.resource().serviceName()).isEqualTo("shop");
    assertThat(record.resource().schemaUrl()).isEqualTo("schema/1.40");
    assertThat(record.scope().name()).isEqualTo("demo");
    assertThat(record.scope().version()).isEqualTo("1.0");
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(AnyValue.newBuilder().setStringValue("Ошибка 🚀"), text("Ошибка 🚀")),
        Arguments.of(AnyValue.newBuilder().setStringValue(""), text("")),
        Arguments.of(AnyValue.newBuilder().setBoolValue(false), new AttributeValue.Bool(false)),
        Arguments.of(
            AnyValue.newBuilder().setIntValue(Long.MIN_VALUE),
            new AttributeValue.Int(Long.MIN_VALUE)),
        Arguments.of(
            AnyValue.newBuilder().setDoubleValue(Double.NaN), new AttributeValue.Real(Double.NaN)),
        Arguments.of(
            AnyValue.newBuilder().setBytesValue(ByteString.fromHex("00ff")),
            new AttributeValue.Bytes("AP8=")),
        Arguments.of(AnyValue.newBuilder(), AttributeValue.Empty.INSTANCE),
        Arguments.of(
            AnyValue.newBuilder().setArrayValue(ArrayValue.getDefaultInstance()),
            new AttributeValue.Array(List.of())),
        Arguments.of(
            AnyValue.newBuilder()
                .setArrayValue(
                    ArrayValue.newBuilder()
                        .addValues(AnyValue.newBuilder().setIntValue(1))
                        .addValues(AnyValue.newBuilder().setStringValue("a"))
                        .addValues(AnyValue.getDefaultInstance())),
            new AttributeValue.Array(
                List.of(new AttributeValue.Int(1), text("a"), AttributeValue.Empty.INSTANCE))),
        Arguments.of(
            AnyValue.newBuilder().setKvlistValue(KeyValueList.getDefaultInstance()),
            new AttributeValue.KeyValues(Map.of())),
        Arguments.of(
            AnyValue.newBuilder()
                .setKvlistValue(
                    KeyValueList.newBuilder()
                        .addValues(Requests.text("message", "full"))
                        .addValues(
                            KeyValue.newBuilder()
                                .setKey("used")
                                .setValue(AnyValue.newBuilder().setDoubleValue(0.99)))),
            new AttributeValue.KeyValues(
                Map.of("message", text("full"), "used", new AttributeValue.Real(0.99)))));
  }

  @ParameterizedTest
  @MethodSource("values")
  void map_bodyAndAttribute_ofEveryType(AnyValue.Builder sent, AttributeValue expected) {
    LogRecord record =
        only(
            LogRequests.record(NOW, "")
                .setBody(sent)
                .addAttributes(KeyValue.newBuilder().setKey("k").setValue(sent)));
    assertThat(record.body()).isEqualTo(expected);
    assertThat(record.attributes()).isEqualTo(Map.of("k", expected));
  }

  @Test
  void map_noBody_isEmpty() {
    LogRecord record = only(LogRequests.record(NOW, "").clearBody());
    assertThat(record.body()).isEqualTo(AttributeValue.Empty.INSTANCE);
  }

  @Test
  void map_longTexts_areCut() {
    LogRecord record =
        warned(
            LogRequests.record(NOW, "x".repeat(19) + "😀tail")
                .setSeverityText("a severity of its own")
                .setEventName("an event's long name"));
    assertThat(record.body()).isEqualTo(text("x".repeat(19)));
    assertThat(record.severityText()).isEqualTo("a severity o");
    assertThat(record.eventName()).isEqualTo("an event's l");
    assertThat(rejections.cutByKind()).isEqualTo(Map.of("value_length", 3L));
  }

  @Test
  void map_deepBody_becomesEmptyBelowTheLimit() {
    AnyValue value = AnyValue.newBuilder().setStringValue("deep").build();
    for (int i = 0; i < 3; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    AttributeValue innermost = new AttributeValue.Array(List.of(AttributeValue.Empty.INSTANCE));
    assertThat(warned(LogRequests.record(NOW, "").setBody(value)).body())
        .isEqualTo(new AttributeValue.Array(List.of(new AttributeValue.Array(List.of(innermost)))));
    assertThat(rejections.cutByKind()).isEqualTo(Map.of("value_depth", 1L));
  }

  @Test
  void map_noTime_liesWhereItWasObserved() {
    LogRecord record =
        only(LogRequests.record(NOW, "b").clearTimeUnixNano().setObservedTimeUnixNano(NOW - 5));
    assertThat(record.epochNanos()).isEqualTo(NOW - 5);
    assertThat(record.observedEpochNanos()).isEqualTo(NOW - 5);
    assertThat(record.timeSource()).isEqualTo(TimeSource.OBSERVED);
  }

  @Test
  void map_noTimeAtAll_liesWhereItWasAccepted() {
    LogRecord record =
        only(LogRequests.record(NOW, "b").clearTimeUnixNano().clearObservedTimeUnixNano());
    assertThat(record.epochNanos()).isEqualTo(NOW);
    assertThat(record.observedEpochNanos()).isZero();
    assertThat(record.timeSource()).isEqualTo(TimeSource.ACCEPTED);
  }

  @Test
  void map_absurdTimes_areRejectedAlone() {
    assertThat(
            map(
                LogRequests.record(NOW - 401 * DAY, "old").build(),
                LogRequests.record(NOW + 2 * DAY, "ahead").build(),
                LogRequests.record(-1, "beyond 2262").build(),
                LogRequests.record(0, "observed long ago").setObservedTimeUnixNano(7).build(),
                LogRequests.record(NOW, "good").build()))
        .extracting(LogRecord::body)
        .containsExactly(text("good"));
    assertThat(rejections.rejectedByReason()).isEqualTo(Map.of("time_old", 2L, "time_ahead", 2L));
  }

  @Test
  void map_olderThanTheRetention_isRejected() {
    RecordClock month =
        new RecordClock(NOW, Duration.ofDays(400), Duration.ofDays(30), Duration.ofHours(24));
    ExportLogsServiceRequest request =
        LogRequests.of(
            LogRequests.record(NOW - 31 * DAY, "old").build(),
            LogRequests.record(NOW - 29 * DAY, "kept").build());
    assertThat(mapper.map(request, month, ROOM, rejections)).hasSize(1);
    assertThat(rejections.message()).contains("rejected 1 for time_expired", "30 days");
  }

  @Test
  void map_ids_areOptional() {
    LogRecord outside = only(LogRequests.record(NOW, "b"));
    assertThat(outside.traceId()).isNull();
    assertThat(outside.spanId()).isNull();
    LogRecord zeros =
        only(
            LogRequests.record(NOW, "b")
                .setTraceId(ByteString.copyFrom(new byte[16]))
                .setSpanId(ByteString.copyFrom(new byte[8])));
    assertThat(zeros.traceId()).isNull();
    assertThat(zeros.spanId()).isNull();
  }

  @Test
  void map_badIds_areLeftOut() {
    LogRecord record =
        warned(
            LogRequests.record(NOW, "b")
                .setTraceId(ByteString.copyFrom(new byte[15]))
                .setSpanId(ByteString.copyFrom(new byte[9])));
    assertThat(record.traceId()).isNull();
    assertThat(record.spanId()).isNull();
    assertThat(rejections.message())
        .contains("cut 1 for trace_id: 15 bytes (expected: 16)", "9 bytes (expected: 8)");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 24})
  void map_severity_asSent(int severity) {
    assertThat(only(LogRequests.record(NOW, "b").setSeverityNumberValue(severity)).severityNumber())
        .isEqualTo(severity);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 25, Integer.MAX_VALUE})
  void map_unknownSeverity_isNone(int severity) {
    LogRecord record = warned(LogRequests.record(NOW, "b").setSeverityNumberValue(severity));
    assertThat(record.severityNumber()).isZero();
    assertThat(record.severityText()).isEqualTo("INFO");
    assertThat(rejections.message()).contains("severity_number: " + severity);
  }

  @Test
  void map_surplus_isRejected() {
    ExportLogsServiceRequest request = LogRequests.numbered(8, NOW, "b");
    assertThat(mapper.map(request, CLOCK, ROOM, rejections)).hasSize(ROOM);
    assertThat(rejections.rejectedByReason()).isEqualTo(Map.of("too_many_records", 3L));
  }

  @Test
  void map_withoutResourceAndScope() {
    ExportLogsServiceRequest request =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .addScopeLogs(
                        ScopeLogs.newBuilder().addLogRecords(LogRequests.record(NOW, "b"))))
            .build();
    LogRecord record = mapper.map(request, CLOCK, ROOM, rejections).getFirst();
    assertThat(record.resource().serviceName()).isEqualTo(Resource.UNKNOWN_SERVICE);
    assertThat(record.scope()).isEqualTo(InstrumentationScope.NONE);
  }

  private static AttributeValue text(String text) {
    return new AttributeValue.Text(text);
  }

  private LogRecord only(io.opentelemetry.proto.logs.v1.LogRecord.Builder record) {
    LogRecord mapped = warned(record);
    assertThat(rejections.message()).isEmpty();
    return mapped;
  }

  /** The record, kept, whatever was cut from it. */
  private LogRecord warned(io.opentelemetry.proto.logs.v1.LogRecord.Builder record) {
    List<LogRecord> records = map(record.build());
    assertThat(records).hasSize(1);
    assertThat(rejections.rejectedCount()).isZero();
    return records.getFirst();
  }

  private List<LogRecord> map(io.opentelemetry.proto.logs.v1.LogRecord... records) {
    return mapper.map(LogRequests.of(records), CLOCK, ROOM, rejections);
  }
}
