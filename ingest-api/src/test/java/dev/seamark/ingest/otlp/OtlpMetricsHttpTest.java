package dev.seamark.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.metric.MetricNumber;
import dev.seamark.core.metric.MetricPoint;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/metrics}: what metrics add to what all signals share. */
class OtlpMetricsHttpTest {
  private static final String PATH = "/v1/metrics";
  private static final byte[] THREE =
      MetricRequests.of(MetricRequests.counter(3, OtlpServer.NOW_NANOS)).toByteArray();

  private final OtlpServer server = new OtlpServer();

  @AfterEach
  void close() {
    assertThat(server.memory.usedBytes()).isZero();
    server.close();
  }

  @Test
  void post_protobuf() {
    HttpResponse<byte[]> reply = post(THREE);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body()).isEmpty();
    assertThat(server.points).hasSize(3);
    assertThat(server.envelopes.getFirst().rows()).isEqualTo(3);
    assertThat(server.meters.counter("seamark.ingest.accepted", "signal", "metrics").count())
        .isEqualTo(3);
    assertThat(server.durable).hasValue(1);
  }

  @Test
  void post_json() {
    HttpResponse<byte[]> reply =
        server.postTo(
            PATH,
            """
            {"resourceMetrics": [{"scopeMetrics": [{"metrics": [
              {"name": "n", "unit": "1", "sum": {"aggregationTemporality": 2, "isMonotonic": true,
                "dataPoints": [{"asInt": "9007199254740993", "timeUnixNano": "%1$d"},
                               {"asDouble": "NaN", "timeUnixNano": %1$d}]}},
              {"name": "h", "histogram": {"aggregationTemporality": 1, "dataPoints": [
                {"timeUnixNano": "%1$d", "count": "3", "sum": 1.5, "bucketCounts": ["1", 2],
                 "explicitBounds": [0.5]}]}}]}]}]}
            """
                .formatted(OtlpServer.NOW_NANOS)
                .getBytes(UTF_8),
            "content-type",
            "application/json");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body()).asString().isEqualTo("{}");
    assertThat(server.points).hasSize(3);
    assertThat(((MetricPoint.Sample) server.points.get(0)).value())
        .isEqualTo(new MetricNumber.Int(9_007_199_254_740_993L));
    assertThat(((MetricPoint.Sample) server.points.get(1)).value())
        .isEqualTo(new MetricNumber.Real(Double.NaN));
    assertThat(((MetricPoint.Histogram) server.points.get(2)).bucketCounts())
        .containsExactly(1L, 2L);
  }

  @Test
  void post_gzip() {
    HttpResponse<byte[]> reply =
        server.postTo(
            PATH,
            Requests.gzip(THREE),
            "content-type",
            "application/x-protobuf",
            "content-encoding",
            "gzip");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(server.points).hasSize(3);
  }

  @Test
  void post_badPoints_areRejectedAlone() throws InvalidProtocolBufferException {
    HttpResponse<byte[]> reply =
        post(
            MetricRequests.of(
                    MetricRequests.gauge(
                        MetricRequests.point(OtlpServer.NOW_NANOS, 1), MetricRequests.point(0, 2)))
                .toByteArray());
    assertThat(partialSuccess(reply).getRejectedDataPoints()).isEqualTo(1);
    assertThat(partialSuccess(reply).getErrorMessage()).contains("rejected 1 for time: 0");
    assertThat(server.points).hasSize(1);
  }

  @Test
  void post_moreThanASlice_isEncodedInSlices() throws InvalidProtocolBufferException {
    HttpResponse<byte[]> reply =
        post(MetricRequests.of(MetricRequests.counter(10_003, OtlpServer.NOW_NANOS)).toByteArray());
    assertThat(partialSuccess(reply).getRejectedDataPoints()).isEqualTo(3);
    assertThat(server.points).hasSize(10_000);
    assertThat(server.envelopes).hasSize(1);
    assertThat(server.envelopes.getFirst().rows()).isEqualTo(10_000);
    assertThat(server.durable).hasValue(3);
  }

  /** A bucket is a byte on the wire and some fifty in memory. */
  @Test
  void post_hugeBucketLists_areCountedBeforeTheyAreBuilt() {
    Metric.Builder metric =
        Metric.newBuilder()
            .setName("hostile")
            .setExponentialHistogram(
                ExponentialHistogram.newBuilder()
                    .addDataPoints(
                        ExponentialHistogramDataPoint.newBuilder()
                            .setTimeUnixNano(OtlpServer.NOW_NANOS)
                            .setPositive(
                                Buckets.newBuilder()
                                    .addAllBucketCounts(Collections.nCopies(2_000_000, 0L)))));
    byte[] body = MetricRequests.of(metric).toByteArray();
    assertThat(body.length).isLessThan(2_100_000);
    assertThat(post(body).statusCode()).isEqualTo(413);
    String json =
        "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"h\",\"histogram\":"
            + "{\"dataPoints\":[{\"bucketCounts\":["
            + "0,".repeat(2_000_000)
            + "0]}]}}]}]}]}";
    assertThat(
            server
                .postTo(PATH, json.getBytes(UTF_8), "content-type", "application/json")
                .statusCode())
        .isEqualTo(413);
    assertThat(server.points).isEmpty();
  }

  @Test
  void post_notDurable_seriesAreSaidAgain() {
    server.trouble = new SeamarkException(ErrorCode.QUEUE_FULL, "the ingest queue is full");
    assertThat(post(THREE).statusCode()).isEqualTo(503);
    assertThat(server.durable).hasValue(0);
  }

  @Test
  void post_wrongScopeAndEmptyRequests() {
    HttpResponse<byte[]> reply =
        server.send(
            HttpRequest.newBuilder(server.uri(PATH))
                .header("x-api-key", "sk-query")
                .header("content-type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(THREE))
                .build());
    assertThat(reply.statusCode()).isEqualTo(403);
    assertThat(post(new byte[0]).statusCode()).isEqualTo(200);
    assertThat(post(MetricRequests.of(List.of()).toByteArray()).statusCode()).isEqualTo(200);
    assertThat(server.envelopes).isEmpty();
  }

  private static ExportMetricsPartialSuccess partialSuccess(HttpResponse<byte[]> reply)
      throws InvalidProtocolBufferException {
    assertThat(reply.statusCode()).isEqualTo(200);
    return ExportMetricsServiceResponse.parseFrom(reply.body()).getPartialSuccess();
  }

  private HttpResponse<byte[]> post(byte[] body) {
    return server.postTo(PATH, body, "content-type", "application/x-protobuf");
  }
}
