package dev.seamark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seamark.core.span.AttributeValue;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExemplarData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Unmodified clients send metrics; every point is read back as it was sent. */
class MetricClientsIT {
  private static final int EXPORTS = 5;
  private static final int ROUTES = 2;
  private static final List<String> NAMES =
      List.of("counter", "exponential", "gauge", "histogram", "large", "updown");
  private static final Duration VISIBLE = Duration.ofSeconds(30);

  @RegisterExtension static final RunningStackExtension extension = new RunningStackExtension();

  private final RunningStack stack = extension.stack();
  private final QueryApi api = new QueryApi(stack.url(), stack.key());

  @Test
  void javaSdk_cumulative() {
    List<MetricData> sent =
        new JavaMetricClient(stack.otlp(), stack.key())
            .send(
                "e2e-java-metrics",
                "e2e.java",
                EXPORTS,
                AggregationTemporalitySelector.alwaysCumulative());

    assertReadBack(sent, "e2e-java-metrics", "e2e.java", "cumulative");
    assertListed("e2e.java");
  }

  @Test
  void javaSdk_deltaThroughTheGateway() {
    List<MetricData> sent =
        new JavaMetricClient(stack.url(), stack.key())
            .send(
                "e2e-java-delta",
                "e2e.delta",
                EXPORTS,
                AggregationTemporalitySelector.deltaPreferred());

    assertReadBack(sent, "e2e-java-delta", "e2e.delta", "delta");
  }

  @Test
  void javaScriptSdk_protobuf() throws IOException, InterruptedException {
    assertJavaScript("proto", new JavaScriptClient(stack.otlp(), stack.key()));
  }

  @Test
  void javaScriptSdk_jsonThroughTheGateway() throws IOException, InterruptedException {
    assertJavaScript("http", new JavaScriptClient(stack.url(), stack.key()));
  }

  private void assertJavaScript(String exporter, JavaScriptClient client)
      throws IOException, InterruptedException {
    List<JsonNode> sent = client.sendMetrics(exporter);
    String service = "e2e-js-" + exporter + "-metrics";
    assertThat(sent).hasSize(6);
    for (JsonNode point : sent) {
      String name = point.get("name").textValue();
      long time = point.get("timeUnixNano").asLong();
      // The provider exports once more when it is closed.
      JsonNode read =
          await(name, service, 2).stream()
              .filter(each -> QueryApi.nanos(each, "time") == time)
              .findFirst()
              .orElseThrow();
      assertThat(read.get("kind")).as(name).isEqualTo(point.get("kind"));
      assertThat(read.get("unit")).as(name).isEqualTo(point.get("unit"));
      assertThat(QueryApi.attributes(read.get("attributes")))
          .containsEntry("route", new AttributeValue.Text("/cart"));
      String shape = point.get("kind").textValue();
      JsonNode value = shape.endsWith("histogram") ? read.get(shape) : read;
      point
          .get("value")
          .properties()
          .forEach(each ->
              assertThat(value.get(each.getKey()).asDouble())
                  .as(name + " " + each.getKey())
                  .isEqualTo(each.getValue().asDouble()));
    }
  }

  private void assertReadBack(
      List<MetricData> sent, String service, String prefix, String temporality) {
    // The SDK exports figures of its own, too.
    Map<String, List<MetricData>> byName =
        sent.stream()
            .filter(metric -> metric.getName().startsWith(prefix))
            .collect(Collectors.groupingBy(MetricData::getName));
    assertThat(byName).hasSize(NAMES.size());
    byName.forEach((name, metrics) -> {
      List<PointData> points =
          metrics.stream()
              .flatMap(metric -> metric.getData().getPoints().stream())
              .map(point -> (PointData) point)
              .toList();
      // The provider exports once more when it is closed.
      assertThat(points.size()).isBetween(EXPORTS * ROUTES, (EXPORTS + 1) * ROUTES);
      List<JsonNode> read = await(name, service, points.size());
      assertThat(read).hasSize(points.size());
      Map<String, JsonNode> byKey =
          read.stream()
              .collect(
                  Collectors.toMap(
                      each ->
                          QueryApi.nanos(each, "time")
                              + " "
                              + QueryApi.attributes(each.get("attributes")).get("route"),
                      Function.identity()));
      for (PointData point : points) {
        Map<String, AttributeValue> attributes = JavaClient.attributes(point.getAttributes());
        JsonNode found = byKey.get(point.getEpochNanos() + " " + attributes.get("route"));
        if (found == null) {
          throw new AssertionError("not read back: " + name + ", " + point);
        }
        assertPoint(found, point, metrics.getFirst());
      }
      boolean hasTemporality = !name.equals(prefix + ".gauge");
      assertThat(read.getFirst().get("temporality").textValue())
          .isEqualTo(
              !hasTemporality
                  ? "unspecified"
                  : name.endsWith("updown") ? "cumulative" : temporality);
      assertThat(read.stream().map(each -> each.get("series_id")).distinct()).hasSize(ROUTES);
    });
  }

  private static void assertPoint(JsonNode read, PointData sent, MetricData metric) {
    assertThat(QueryApi.attributes(read.get("attributes")))
        .isEqualTo(JavaClient.attributes(sent.getAttributes()));
    assertThat(QueryApi.nanos(read, "start_time")).isEqualTo(sent.getStartEpochNanos());
    assertThat(read.get("unit").textValue()).isEqualTo(metric.getUnit());
    switch (sent) {
      case LongPointData point ->
          assertThat(QueryApi.value(read.get("value")))
              .isEqualTo(new AttributeValue.Int(point.getValue()));
      case DoublePointData point ->
          assertThat(QueryApi.value(read.get("value")))
              .isEqualTo(new AttributeValue.Real(point.getValue()));
      case HistogramPointData point -> {
        JsonNode histogram = read.get("histogram");
        assertThat(histogram.get("count").longValue()).isEqualTo(point.getCount());
        assertThat(histogram.get("sum").doubleValue()).isEqualTo(point.getSum());
        assertThat(histogram.get("min").doubleValue()).isEqualTo(point.getMin());
        assertThat(histogram.get("max").doubleValue()).isEqualTo(point.getMax());
        assertThat(histogram.get("bucket_counts"))
            .extracting(JsonNode::longValue)
            .containsExactlyElementsOf(point.getCounts());
        assertThat(histogram.get("explicit_bounds"))
            .extracting(JsonNode::doubleValue)
            .containsExactlyElementsOf(point.getBoundaries());
        assertExemplars(read, point);
      }
      case ExponentialHistogramPointData point -> {
        JsonNode histogram = read.get("exponential_histogram");
        assertThat(histogram.get("scale").intValue()).isEqualTo(point.getScale());
        assertThat(histogram.get("zero_count").longValue()).isEqualTo(point.getZeroCount());
        assertThat(histogram.get("positive").get("offset").intValue())
            .isEqualTo(point.getPositiveBuckets().getOffset());
        assertThat(histogram.get("positive").get("counts"))
            .extracting(JsonNode::longValue)
            .containsExactlyElementsOf(point.getPositiveBuckets().getBucketCounts());
        assertThat(histogram.get("negative").get("counts")).isEmpty();
        assertExemplars(read, point);
      }
      default -> throw new IllegalArgumentException("point: " + sent.getClass());
    }
  }

  private static void assertExemplars(JsonNode read, PointData sent) {
    assertThat(read.get("exemplars"))
        .hasSameSizeAs(sent.getExemplars())
        .extracting(exemplar -> QueryApi.nanos(exemplar, "time"))
        .containsExactlyInAnyOrderElementsOf(
            sent.getExemplars().stream().map(ExemplarData::getEpochNanos).toList());
    assertThat(read.get("exemplars"))
        .allSatisfy(exemplar ->
            assertThat(exemplar.get("trace_id").textValue()).isEqualTo(JavaMetricClient.TRACE_ID));
  }

  private void assertListed(String prefix) {
    List<JsonNode> listed = api.metrics(prefix + ".");
    assertThat(listed)
        .extracting(metric -> metric.get("name").textValue())
        .containsExactlyElementsOf(NAMES.stream().map(name -> prefix + "." + name).toList());
    JsonNode gauge = listed.get(2);
    assertThat(gauge.get("kind").textValue()).isEqualTo("gauge");
    assertThat(gauge.get("description").textValue()).isEqualTo("How warm it is");
    assertThat(listed.get(0).get("unit").textValue()).isEqualTo("{request}");
    assertThat(listed.get(0).get("is_monotonic").booleanValue()).isTrue();
  }

  private List<JsonNode> await(String metric, String service, int points) {
    Await.until(
        VISIBLE,
        () -> api.samples(metric, service).size() >= points,
        () -> points + " points; there are " + api.samples(metric, service).size());
    return api.samples(metric, service);
  }
}
