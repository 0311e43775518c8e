package dev.seamark.ingest.span;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.SpanKind;
import dev.seamark.core.span.StatusCode;
import dev.seamark.ingest.attribute.AttributeLimits;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.otlp.RecordClock;
import dev.seamark.ingest.otlp.Rejections;
import dev.seamark.ingest.otlp.Requests;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpanMapperTest {
  private static final long NOW = 1_795_000_000_123_456_789L;
  private static final RecordClock CLOCK =
      new RecordClock(NOW, Duration.ofDays(400), Duration.ofDays(500), Duration.ofHours(24));
  private static final long DAY = Duration.ofDays(1).toNanos();

  private final Rejections rejections = new Rejections();
  private final SpanMapper mapper =
      new SpanMapper(
          new AttributeMapper(new AttributeLimits(4, 20, 20, 2)),
          new SpanLimits(5, 2, 2, 12, Duration.ofDays(400), Duration.ofHours(24)));

  @Test
  void map_everyField_asSent() {
    dev.seamark.core.span.Span span =
        only(
            Requests.span(NOW)
                .setTraceId(ByteString.fromHex("5b8efff798038103d269b633813fc60c"))
                .setSpanId(ByteString.fromHex("eee19b7ec3c1b174"))
                .setParentSpanId(ByteString.fromHex("eee19b7ec3c1b173"))
                .setTraceState("a=b")
                .setFlags(0xffff_ffff)
                .setEndTimeUnixNano(NOW + 987_654_321)
                .setStatus(
                    Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                        .setMessage("boom"))
                .addEvents(Span.Event.newBuilder().setTimeUnixNano(NOW + 1).setName("retry"))
                .addLinks(
                    Span.Link.newBuilder()
                        .setTraceId(ByteString.fromHex("0af7651916cd43dd8448eb211c80319c"))
                        .setSpanId(ByteString.fromHex("b7ad6b7169203331"))
                        .setFlags(257)));
    assertThat(span.traceId()).hasToString("5b8efff798038103d269b633813fc60c");
    assertThat(span.spanId()).hasToString("eee19b7ec3c1b174");
    assertThat(span.parentSpanId()).hasToString("eee19b7ec3c1b173");
    assertThat(span.flags()).isEqualTo(-1);
    assertThat(span.startEpochNanos()).isEqualTo(NOW);
    assertThat(span.endEpochNanos()).isEqualTo(NOW + 987_654_321);
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.statusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.events().getFirst().epochNanos()).isEqualTo(NOW + 1);
    assertThat(span.links().getFirst().flags()).isEqualTo(257);
    assertThat(span.resource().serviceName()).isEqualTo("shop");
    assertThat(span.scope().name()).isEqualTo("demo");
    assertThat(rejections.isEmpty()).isTrue();
  }

  @Test
  void map_badSpans_areRejectedAlone() {
    Span good = Requests.span(NOW).build();
    List<dev.seamark.core.span.Span> mapped =
        map(
            Requests.span(NOW).setTraceId(ByteString.EMPTY).build(),
            Requests.span(NOW).setSpanId(ByteString.copyFrom(new byte[16])).build(),
            Requests.span(NOW).setParentSpanId(ByteString.copyFrom(new byte[3])).build(),
            good,
            Requests.span(0).build(),
            Requests.span(NOW - 401 * DAY).build(),
            Requests.span(NOW + 2 * DAY).build(),
            Requests.span(-1).build(),
            Requests.span(NOW).setEndTimeUnixNano(Long.MIN_VALUE).build());
    assertThat(mapped).hasSize(1);
    assertThat(rejections.rejectedByReason())
        .isEqualTo(
            Map.of(
                "trace_id", 1L,
                "span_id", 1L,
                "parent_span_id", 1L,
                "start_time", 1L,
                "start_time_old", 1L,
                "start_time_ahead", 2L,
                "end_time_ahead", 1L));
    assertThat(rejections.rejectedCount()).isEqualTo(8);
  }

  @Test
  void map_clocksWithinTheLimits_areKept() {
    assertThat(
            map(
                Requests.span(NOW - 399 * DAY).build(),
                Requests.span(NOW + DAY - 1_234_567).build(),
                Requests.span(NOW).setEndTimeUnixNano(0).build(),
                Requests.span(NOW).setEndTimeUnixNano(NOW - DAY).build()))
        .hasSize(4);
  }

  @Test
  void map_olderThanTheRetention_isRejected() {
    RecordClock month =
        new RecordClock(NOW, Duration.ofDays(400), Duration.ofDays(30), Duration.ofHours(24));
    ExportTraceServiceRequest request =
        Requests.of(Requests.span(NOW - 31 * DAY).build(), Requests.span(NOW - 29 * DAY).build());
    assertThat(mapper.map(request, month, 5, rejections)).hasSize(1);
    assertThat(rejections.message())
        .contains("rejected 1 for start_time_expired", "retention, 30 days");
  }

  @Test
  void map_surplusSpans_areRejected() {
    List<dev.seamark.core.span.Span> mapped =
        map(IntStream.range(0, 8).mapToObj(_ -> Requests.span(NOW).build()).toArray(Span[]::new));
    assertThat(mapped).hasSize(5);
    assertThat(rejections.rejectedByReason()).isEqualTo(Map.of("too_many_spans", 3L));
  }

  @Test
  void map_zeroParent_isARoot() {
    assertThat(only(Requests.span(NOW).setParentSpanId(ByteString.copyFrom(new byte[8]))))
        .extracting(dev.seamark.core.span.Span::parentSpanId)
        .isNull();
  }

  @Test
  void map_attributesOfEveryType() {
    dev.seamark.core.span.Span span =
        only(
            Requests.span(NOW)
                .clearAttributes()
                .addAttributes(attribute("b", AnyValue.newBuilder().setBoolValue(true)))
                .addAttributes(attribute("i", AnyValue.newBuilder().setIntValue(Long.MIN_VALUE)))
                .addAttributes(attribute("d", AnyValue.newBuilder().setDoubleValue(-0.0)))
                .addAttributes(
                    attribute(
                        "mixed",
                        AnyValue.newBuilder()
                            .setArrayValue(
                                ArrayValue.newBuilder()
                                    .addValues(AnyValue.newBuilder().setStringValue("a"))
                                    .addValues(AnyValue.getDefaultInstance())
                                    .addValues(
                                        AnyValue.newBuilder()
                                            .setBytesValue(ByteString.fromHex("ff")))
                                    .addValues(
                                        AnyValue.newBuilder()
                                            .setKvlistValue(
                                                KeyValueList.newBuilder()
                                                    .addValues(Requests.text("k", "v"))))))));
    assertThat(span.attributes())
        .containsEntry("b", new AttributeValue.Bool(true))
        .containsEntry("i", new AttributeValue.Int(Long.MIN_VALUE))
        .containsEntry("d", new AttributeValue.Real(-0.0))
        .containsEntry(
            "mixed",
            new AttributeValue.Array(
                List.of(
                    new AttributeValue.Text("a"),
                    AttributeValue.Empty.INSTANCE,
                    new AttributeValue.Bytes("/w=="),
                    new AttributeValue.KeyValues(Map.of("k", new AttributeValue.Text("v"))))));
    assertThat(span.attributes().keySet()).containsExactly("b", "i", "d", "mixed");
  }

  @Test
  void map_tooManyAttributes_dropsAndCounts() {
    Span.Builder sent = Requests.span(NOW).clearAttributes().setDroppedAttributesCount(10);
    for (int i = 0; i < 6; i++) {
      sent.addAttributes(Requests.text("k" + i, "v"));
    }
    sent.addAttributes(Requests.text("k0", "last wins"));
    sent.addAttributes(Requests.text("", "no key"));
    sent.addAttributes(Requests.text("x".repeat(21), "long key"));
    dev.seamark.core.span.Span span = only(sent);
    assertThat(span.attributes()).containsOnlyKeys("k0", "k1", "k2", "k3");
    assertThat(span.attributes()).containsEntry("k0", new AttributeValue.Text("last wins"));
    assertThat(span.droppedAttributesCount()).isEqualTo(10 + 2 + 2);
    assertThat(rejections.rejectedCount()).isZero();
    assertThat(rejections.cutByKind())
        .isEqualTo(Map.of("attribute_count", 2L, "attribute_key", 2L));
  }

  @Test
  void map_longTexts_areCutBetweenCharacters() {
    dev.seamark.core.span.Span span =
        only(
            Requests.span(NOW)
                .clearAttributes()
                .setName("GET /a/long/name")
                .addAttributes(Requests.text("k", "x".repeat(19) + "😀tail"))
                .addAttributes(
                    attribute(
                        "b",
                        AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(new byte[30])))));
    assertThat(span.name()).isEqualTo("GET /a/long/");
    assertThat(span.attributes().get("k")).isEqualTo(new AttributeValue.Text("x".repeat(19)));
    assertThat(span.attributes().get("b"))
        .isEqualTo(new AttributeValue.Bytes("AAAAAAAAAAAAAAAAAAAAAAAAAAA="));
    assertThat(rejections.cutByKind()).isEqualTo(Map.of("value_length", 3L));
  }

  @Test
  void map_deepValue_becomesEmptyBelowTheLimit() {
    AnyValue value = AnyValue.newBuilder().setStringValue("deep").build();
    for (int i = 0; i < 5; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    dev.seamark.core.span.Span span =
        only(
            Requests.span(NOW)
                .clearAttributes()
                .addAttributes(KeyValue.newBuilder().setKey("k").setValue(value)));
    assertThat(span.attributes().get("k"))
        .isEqualTo(
            new AttributeValue.Array(
                List.of(
                    new AttributeValue.Array(
                        List.of(
                            new AttributeValue.Array(List.of(AttributeValue.Empty.INSTANCE)))))));
  }

  @Test
  void map_tooManyEventsAndLinks_dropsAndCounts() {
    Span.Builder sent = Requests.span(NOW).setDroppedEventsCount(1).setDroppedLinksCount(-2);
    for (int i = 0; i < 4; i++) {
      sent.addEvents(Span.Event.newBuilder().setName("e" + i));
      sent.addLinks(
          Span.Link.newBuilder()
              .setTraceId(
                  ByteString.copyFrom(new byte[] {1}).concat(ByteString.copyFrom(new byte[15])))
              .setSpanId(ByteString.copyFromUtf8("12345678")));
    }
    sent.addLinks(0, Span.Link.newBuilder());
    dev.seamark.core.span.Span span = only(sent);
    assertThat(span.events()).extracting(event -> event.name()).containsExactly("e0", "e1");
    assertThat(span.droppedEventsCount()).isEqualTo(1 + 2);
    assertThat(span.links()).hasSize(2);
    assertThat(span.droppedLinksCount()).isEqualTo(-1); // Unsigned: it sticks at its largest value.
  }

  @Test
  void map_withoutResourceAndScope() {
    ExportTraceServiceRequest request =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .addScopeSpans(ScopeSpans.newBuilder().addSpans(Requests.span(NOW))))
            .build();
    dev.seamark.core.span.Span span = mapper.map(request, CLOCK, 5, rejections).getFirst();
    assertThat(span.resource().serviceName()).isEqualTo(Resource.UNKNOWN_SERVICE);
    assertThat(span.scope()).isEqualTo(InstrumentationScope.NONE);
  }

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private dev.seamark.core.span.Span only(Span.Builder span) {
    List<dev.seamark.core.span.Span> spans = map(span.build());
    assertThat(spans).hasSize(1);
    return spans.getFirst();
  }

  private List<dev.seamark.core.span.Span> map(Span... spans) {
    return mapper.map(Requests.of(spans), CLOCK, 5, rejections);
  }
}
