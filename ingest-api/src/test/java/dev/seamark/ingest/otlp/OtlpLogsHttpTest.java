package dev.seamark.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.span.AttributeValue;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/logs}: what logs add to what all signals share. */
class OtlpLogsHttpTest {
  private static final String PATH = "/v1/logs";
  private static final String PROTOBUF = "application/x-protobuf";
  private static final byte[] THREE =
      LogRequests.numbered(3, OtlpServer.NOW_NANOS, "order").toByteArray();

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
    assertThat(reply.headers().firstValue("content-type")).contains(PROTOBUF);
    assertThat(reply.body()).isEmpty();
    assertThat(server.logs)
        .extracting(LogRecord::body)
        .containsExactly(text("order 0"), text("order 1"), text("order 2"));
    assertThat(server.envelopes.getFirst().rows()).isEqualTo(3);
    assertThat(server.envelopes.getFirst().traceIds()).isEmpty();
    assertThat(server.meters.counter("seamark.ingest.accepted", "signal", "logs").count())
        .isEqualTo(3);
  }

  @Test
  void post_json() {
    HttpResponse<byte[]> reply =
        postJson(
            """
            {"resourceLogs": [{
              "resource": {"attributes": [
                {"key": "service.name", "value": {"stringValue": "shop"}}]},
              "scopeLogs": [{"scope": {"name": "app"}, "logRecords": [
                {"timeUnixNano": "%d", "observedTimeUnixNano": %d, "severityNumber": 17,
                 "severityText": "ERROR", "eventName": "ev", "flags": 1, "unknown": [{}],
                 "traceId": "DA844515CACD51A46EAF08FDCE22EED4", "spanId": "1e820d7c5451eb09",
                 "body": {"kvlistValue": {"values": [
                   {"key": "n", "value": {"intValue": "1"}},
                   {"key": "raw", "value": {"bytesValue": "AP8="}}]}},
                 "attributes": [{"key": "empty", "value": {}}]},
                {"observed_time_unix_nano": "%d"}]}]}]}
            """
                .formatted(
                    OtlpServer.NOW_NANOS, OtlpServer.NOW_NANOS + 7, OtlpServer.NOW_NANOS - 5));
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("content-type")).contains("application/json");
    assertThat(reply.body()).asString().isEqualTo("{}");
    LogRecord full = server.logs.getFirst();
    assertThat(full.epochNanos()).isEqualTo(OtlpServer.NOW_NANOS);
    assertThat(full.observedEpochNanos()).isEqualTo(OtlpServer.NOW_NANOS + 7);
    assertThat(full.severityNumber()).isEqualTo(17);
    assertThat(full.eventName()).isEqualTo("ev");
    assertThat(full.traceId()).hasToString("da844515cacd51a46eaf08fdce22eed4");
    assertThat(full.spanId()).hasToString("1e820d7c5451eb09");
    assertThat(full.body())
        .isEqualTo(
            new AttributeValue.KeyValues(
                Map.of("n", new AttributeValue.Int(1), "raw", new AttributeValue.Bytes("AP8="))));
    assertThat(full.attributes()).isEqualTo(Map.of("empty", AttributeValue.Empty.INSTANCE));
    LogRecord bare = server.logs.get(1);
    assertThat(bare.epochNanos()).isEqualTo(OtlpServer.NOW_NANOS - 5);
    assertThat(bare.timeSource()).isEqualTo(LogRecord.TimeSource.OBSERVED);
  }

  @Test
  void post_encodings_areTheSameRequest() {
    assertThat(post(Requests.gzip(THREE), "content-encoding", "gzip").statusCode()).isEqualTo(200);
    assertThat(post(Requests.zstd(THREE), "content-encoding", "zstd").statusCode()).isEqualTo(200);
    assertThat(post(Requests.zlib(THREE), "content-encoding", "deflate").statusCode())
        .isEqualTo(200);
    assertThat(server.logs).hasSize(9);
    assertThat(server.envelopes)
        .extracting(envelope -> envelope.hash())
        .containsOnly(server.envelopes.getFirst().hash());
  }

  @Test
  void post_sameBytesAsTraces_areAnotherRequest() {
    // Read as a log record, a span without a name is a record without anything.
    byte[] body =
        Requests.of(Requests.span(OtlpServer.NOW_NANOS).clearName().build()).toByteArray();
    assertThat(server.postProtobuf(body).statusCode()).isEqualTo(200);
    assertThat(post(body).statusCode()).isEqualTo(200);
    assertThat(server.envelopes).hasSize(2);
    assertThat(server.envelopes.get(0).hash()).isNotEqualTo(server.envelopes.get(1).hash());
  }

  @Test
  void post_trailingSlashAndEmptyRequests() {
    assertThat(server.postTo(PATH + "/", new byte[0], "content-type", PROTOBUF).statusCode())
        .isEqualTo(200);
    assertThat(postJson("{}").statusCode()).isEqualTo(200);
    assertThat(postJson("{\"resourceLogs\":[{\"scopeLogs\":[{}]}]}").statusCode()).isEqualTo(200);
    assertThat(server.envelopes).isEmpty();
  }

  @Test
  void post_absurdTimes_areRejectedAlone() throws InvalidProtocolBufferException {
    ExportLogsServiceRequest request =
        LogRequests.of(
            LogRequests.record(OtlpServer.NOW_NANOS, "kept").build(),
            LogRequests.record(1, "1970").build(),
            LogRequests.record(-1, "2554").build());
    HttpResponse<byte[]> reply = post(request.toByteArray());
    assertThat(reply.statusCode()).isEqualTo(200);
    ExportLogsPartialSuccess partial = partialSuccess(reply);
    assertThat(partial.getRejectedLogRecords()).isEqualTo(2);
    assertThat(partial.getErrorMessage())
        .contains("rejected 1 for time_old", "rejected 1 for time_ahead: 18446744073709551615");
    assertThat(server.logs).hasSize(1);
    assertThat(
            server
                .meters
                .counter("seamark.ingest.rejected", "signal", "logs", "reason", "time_old")
                .count())
        .isEqualTo(1);
  }

  @Test
  void post_badId_isAWarning() throws InvalidProtocolBufferException {
    HttpResponse<byte[]> reply =
        post(
            LogRequests.of(
                    LogRequests.record(OtlpServer.NOW_NANOS, "kept")
                        .setTraceId(ByteString.copyFrom(new byte[] {1}))
                        .build())
                .toByteArray());
    assertThat(partialSuccess(reply).getRejectedLogRecords()).isZero();
    assertThat(partialSuccess(reply).getErrorMessage()).contains("trace_id: 1 bytes");
    HttpResponse<byte[]> json =
        postJson("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"traceId\":\"xyz\"}]}]}]}");
    assertThat(json.statusCode()).isEqualTo(200);
    assertThat(json.body()).asString().contains("partialSuccess").contains("trace_id");
    assertThat(server.logs).hasSize(2).allSatisfy(log -> assertThat(log.traceId()).isNull());
  }

  @Test
  void post_jsonPartialSuccess() {
    HttpResponse<byte[]> reply =
        postJson("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":1}]}]}]}");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body())
        .asString()
        .startsWith(
            "{\"partialSuccess\":{\"rejectedLogRecords\":\"1\",\"errorMessage\":\"rejected");
  }

  @Test
  void post_moreRecordsThanTheLimit_rejectsTheSurplus() throws InvalidProtocolBufferException {
    HttpResponse<byte[]> reply =
        post(LogRequests.numbered(1003, OtlpServer.NOW_NANOS, "b").toByteArray());
    assertThat(partialSuccess(reply).getRejectedLogRecords()).isEqualTo(3);
    assertThat(server.logs).hasSize(1000);
  }

  /** Four megabytes of records in the memory of a few parts, counted as one request. */
  @Test
  void post_largeRequest_isDecodedInParts() {
    List<io.opentelemetry.proto.logs.v1.LogRecord> records = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      records.add(LogRequests.record(OtlpServer.NOW_NANOS, "v".repeat(4000)).build());
    }
    byte[] body = LogRequests.of(records).toByteArray();
    try (OtlpServer small = new OtlpServer(5L * body.length)) {
      assertThat(small.postTo(PATH, body, "content-type", PROTOBUF).statusCode()).isEqualTo(200);
      assertThat(small.logs).hasSize(900);
      assertThat(small.envelopes.getFirst().rows()).isEqualTo(900);
    }
  }

  @Test
  void post_bomb_stopsAtTheLimit() {
    byte[] bomb = Requests.gzip(new byte[64 << 20]);
    assertThat(post(bomb, "content-encoding", "gzip").statusCode()).isEqualTo(413);
    assertThat(
            server
                .postTo(PATH, bomb, "content-type", "application/json", "content-encoding", "gzip")
                .statusCode())
        .isEqualTo(413);
  }

  /** A body's elements are messages too: two bytes each on the wire, a hundred in memory. */
  @Test
  void post_bodyOfManyTinyValues_isCountedBeforeItIsBuilt() {
    String json =
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"arrayValue\":{\"values\":["
            + "{},".repeat(1 << 20)
            + "{}]}}}]}]}]}";
    assertThat(postJson(json).statusCode()).isEqualTo(413);
    assertThat(server.logs).isEmpty();
  }

  @Test
  void post_deeplyNestedBody_isRefused() {
    String json =
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":"
            + "{\"arrayValue\":{\"values\":[".repeat(200)
            + "]}}".repeat(200)
            + "}]}]}]}";
    HttpResponse<byte[]> reply = postJson(json);
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).asString().contains("\"code\":3");
  }

  @Test
  void post_undecodable() throws InvalidProtocolBufferException {
    HttpResponse<byte[]> reply = post("not protobuf".getBytes(UTF_8));
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(Status.parseFrom(reply.body()).getMessage()).contains("ExportLogsServiceRequest");
  }

  @Test
  void post_wrongScope() throws InvalidProtocolBufferException {
    HttpResponse<byte[]> reply =
        server.send(
            HttpRequest.newBuilder(server.uri(PATH))
                .header("x-api-key", "sk-query")
                .header("content-type", PROTOBUF)
                .POST(HttpRequest.BodyPublishers.ofByteArray(THREE))
                .build());
    assertThat(reply.statusCode()).isEqualTo(403);
    assertThat(Status.parseFrom(reply.body()).getCode())
        .isEqualTo(Code.PERMISSION_DENIED.getNumber());
    assertThat(server.envelopes).isEmpty();
  }

  @Test
  void post_queueFull_canBeRetried() {
    server.trouble = new SeamarkException(ErrorCode.QUEUE_FULL, "the ingest queue is full");
    HttpResponse<byte[]> reply = post(THREE);
    assertThat(reply.statusCode()).isEqualTo(503);
    assertThat(reply.headers().firstValue("retry-after")).contains("3");
  }

  private static ExportLogsPartialSuccess partialSuccess(HttpResponse<byte[]> reply)
      throws InvalidProtocolBufferException {
    assertThat(reply.statusCode()).isEqualTo(200);
    return ExportLogsServiceResponse.parseFrom(reply.body()).getPartialSuccess();
  }

  private static AttributeValue text(String text) {
    return new AttributeValue.Text(text);
  }

  private HttpResponse<byte[]> post(byte[] body, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "content-type";
    all[1] = PROTOBUF;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return server.postTo(PATH, body, all);
  }

  private HttpResponse<byte[]> postJson(String json) {
    return server.postTo(PATH, json.getBytes(UTF_8), "content-type", "application/json");
  }
}
