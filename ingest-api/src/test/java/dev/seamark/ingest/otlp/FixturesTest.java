package dev.seamark.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanKind;
import dev.seamark.core.span.StatusCode;
import dev.seamark.ingest.attribute.AttributeLimits;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.body.ContentCoding;
import dev.seamark.ingest.span.SpanLimits;
import dev.seamark.ingest.span.TraceSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What real exporters put on the wire, recorded, and the example of the specification. */
class FixturesTest {
  private static final long NOVEMBER_2026 = 1_795_180_000_000_000_000L;

  @Test
  void javaScript_json() throws IOException {
    assertShop(read("otel-js-http", OtlpEncoding.JSON, ContentCoding.IDENTITY, NOVEMBER_2026));
  }

  @Test
  void javaScript_protobuf() throws IOException {
    assertShop(read("otel-js-proto", OtlpEncoding.PROTOBUF, ContentCoding.IDENTITY, NOVEMBER_2026));
  }

  @Test
  void javaScript_protobufGzip() throws IOException {
    assertShop(
        read("otel-js-proto-gzip", OtlpEncoding.PROTOBUF, ContentCoding.GZIP, NOVEMBER_2026));
  }

  @Test
  void java_protobufGzip() throws IOException {
    List<Span> spans =
        read(
            "otel-java-http-protobuf-gzip",
            OtlpEncoding.PROTOBUF,
            ContentCoding.GZIP,
            NOVEMBER_2026);
    assertThat(spans).extracting(Span::name).containsExactly("SELECT", "GET /cart");
    assertThat(spans.getFirst().startEpochNanos()).isEqualTo(1_795_171_810_463_144_242L);
    assertThat(spans.getFirst().endEpochNanos()).isEqualTo(1_795_171_810_476_404_260L);
    assertThat(spans.getFirst().events()).hasSize(1);
  }

  @Test
  void specification_example() throws IOException {
    Span span =
        read("otlp-example", OtlpEncoding.JSON, ContentCoding.IDENTITY, 1_544_712_700_000_000_000L)
            .getFirst();
    assertThat(span.traceId()).hasToString("5b8efff798038103d269b633813fc60c");
    assertThat(span.parentSpanId()).hasToString("eee19b7ec3c1b173");
    assertThat(span.name()).isEqualTo("I'm a server span");
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.startEpochNanos()).isEqualTo(1_544_712_660_000_000_000L);
    assertThat(span.resource().serviceName()).isEqualTo("my.service");
    assertThat(span.scope().attributes())
        .containsEntry("my.scope.attribute", new AttributeValue.Text("some scope attribute"));
  }

  /** The same program, sent by three exporters. */
  private static void assertShop(List<Span> spans) {
    assertThat(spans).extracting(Span::name).containsExactly("SELECT", "GET /cart");
    Span select = spans.get(0);
    Span cart = spans.get(1);
    assertThat(select.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(select.statusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(select.parentSpanId()).isEqualTo(cart.spanId());
    assertThat(select.events()).extracting(event -> event.name()).contains("retry", "exception");
    assertThat(select.links().getFirst().traceId()).hasToString("0af7651916cd43dd8448eb211c80319c");
    assertThat(cart.parentSpanId()).isNull();
    assertThat(cart.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(cart.attributes())
        .containsEntry("http.response.status_code", new AttributeValue.Int(500))
        .containsEntry("big", new AttributeValue.Int(9007199254740991L))
        .containsEntry("num", new AttributeValue.Real(1.5))
        .containsEntry("b", new AttributeValue.Bool(true))
        .containsEntry(
            "arr",
            new AttributeValue.Array(
                List.of(new AttributeValue.Text("a"), new AttributeValue.Text("b"))));
    assertThat(cart.scope().name()).isEqualTo("demo");
  }

  private static List<Span> read(
      String name, OtlpEncoding encoding, ContentCoding coding, long nowEpochNanos)
      throws IOException {
    List<Span> spans = new ArrayList<>();
    TraceSignal signal =
        new TraceSignal(
            new AttributeMapper(new AttributeLimits(512, 512, 1 << 20, 16)),
            new SpanLimits(1000, 100, 100, 1000, Duration.ofDays(400), Duration.ofHours(24)),
            (owner, version, mapped) -> {
              spans.addAll(mapped);
              return List.of();
            });
    new Recorded(name, encoding, coding).send(signal, nowEpochNanos);
    return spans;
  }
}
