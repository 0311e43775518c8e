package dev.seamark.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.EntityRef;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
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
    assertThat(shape.count(Requests.of(span).toByteArray()).messages())
        .isEqualTo(6 + 1 + 2 + 3 + 1);
    assertThat(shape.count(new byte[0])).isEqualTo(new WireShape.Count(0, 0));
  }

  @Test
  void count_elementsOfLists_packedAndNot() throws IOException {
    WireShape metrics = WireShape.of(ExportMetricsServiceRequest.getDescriptor());
    HistogramDataPoint histogram =
        HistogramDataPoint.newBuilder()
            .addAllBucketCounts(List.of(1L, 2L, 3L))
            .addAllExplicitBounds(List.of(0.5, 1.5))
            .build();
    ExponentialHistogramDataPoint exponential =
        ExponentialHistogramDataPoint.newBuilder()
            .setPositive(Buckets.newBuilder().addAllBucketCounts(List.of(0L, 1L, 300L, -1L)))
            .build();
    Metric.Builder metric =
        Metric.newBuilder().setHistogram(Histogram.newBuilder().addDataPoints(histogram));
    assertThat(metrics.count(MetricRequests.of(metric).toByteArray()).elements()).isEqualTo(5);
    metric.setExponentialHistogram(ExponentialHistogram.newBuilder().addDataPoints(exponential));
    assertThat(metrics.count(MetricRequests.of(metric).toByteArray()).elements()).isEqualTo(4);

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream unpacked = CodedOutputStream.newInstance(bytes);
    for (int i = 0; i < 7; i++) {
      unpacked.writeUInt64(2, 1_000_000); // The buckets' counts, each with its tag.
    }
    unpacked.flush();
    assertThat(WireShape.of(Buckets.getDescriptor()).count(bytes.toByteArray()).elements())
        .isEqualTo(7);
  }

  @Test
  void count_texts() {
    EntityRef entity = EntityRef.newBuilder().addIdKeys("a").addIdKeys("").build();
    assertThat(WireShape.of(EntityRef.getDescriptor()).count(entity.toByteArray()).elements())
        .isEqualTo(2);
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
      assertThat(shape.count(damaged).messages()).isBetween(0L, (long) body.length);
    }
  }
}
