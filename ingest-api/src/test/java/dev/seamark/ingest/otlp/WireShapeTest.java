package dev.seamark.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireShapeTest {
  private final WireShape shape = WireShape.of(ExportTraceServiceRequest.getDescriptor());

  @Test
  void countMessages_isTheNumberOfObjects() {
    Span span =
        Requests.span(1)
            .addEvents(Span.Event.newBuilder().addAttributes(Requests.text("k", "v")))
            .addLinks(Span.Link.newBuilder())
            .build();
    // Resource spans, resource, its attribute and value, scope spans, scope; then the span with an
    // attribute and value, an event with an attribute and value, a link.
    assertThat(shape.countMessages(Requests.of(span).toByteArray())).isEqualTo(6 + 1 + 2 + 3 + 1);
    assertThat(shape.countMessages(new byte[0])).isZero();
  }

  @Test
  void countMessages_damagedBodies_endsWithoutFailing() {
    byte[] body = Requests.random(20, 1).toByteArray();
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = Arrays.copyOf(body, random.nextInt(body.length + 1));
      for (int j = 0; j < 5 && damaged.length > 0; j++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      assertThat(shape.countMessages(damaged)).isBetween(0L, (long) body.length);
    }
  }
}
