package dev.seamark.ingest.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is answered, good requests and every kind of bad one. */
class OtlpHttpTest {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final byte[] ONE_SPAN = Requests.random(1, OtlpServer.NOW_NANOS).toByteArray();

  private final OtlpServer server = new OtlpServer();

  @AfterEach
  void close() {
    assertThat(server.memory.usedBytes()).isZero();
    server.close();
  }

  @Test
  void post_protobuf() {
    HttpResponse<byte[]> reply = server.postProtobuf(ONE_SPAN);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("content-type")).contains(PROTOBUF);
    assertThat(reply.body()).isEmpty();
    assertThat(server.envelopes).hasSize(1);
    assertThat(server.envelopes.getFirst().rows()).isEqualTo(1);
    assertThat(server.envelopes.getFirst().traceIds())
        .containsExactly(server.spans.getFirst().traceId());
  }

  @Test
  void post_json() {
    HttpResponse<byte[]> reply =
        server.post(
            JsonRequests.oneSpan(OtlpServer.NOW_NANOS).getBytes(UTF_8),
            "content-type",
            "application/json; charset=utf-8");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("content-type")).contains("application/json");
    assertThat(reply.body()).asString().isEqualTo("{}");
    assertThat(server.spans).hasSize(1);
  }

  @Test
  void post_trailingSlash() {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri("/v1/traces/"))
            .header("x-api-key", "sk-ingest")
            .header("content-type", PROTOBUF)
            .POST(HttpRequest.BodyPublishers.ofByteArray(ONE_SPAN))
            .build();
    assertThat(server.send(request).statusCode()).isEqualTo(200);
  }

  @Test
  void post_encodings_areTheSameRequest() {
    assertThat(post("gzip", Requests.gzip(ONE_SPAN)).statusCode()).isEqualTo(200);
    assertThat(post("zstd", Requests.zstd(ONE_SPAN)).statusCode()).isEqualTo(200);
    assertThat(post("deflate", Requests.zlib(ONE_SPAN)).statusCode()).isEqualTo(200);
    assertThat(post("deflate", Requests.rawDeflate(ONE_SPAN)).statusCode()).isEqualTo(200);
    assertThat(post("identity", ONE_SPAN).statusCode()).isEqualTo(200);
    assertThat(server.spans).hasSize(5);
    assertThat(server.envelopes)
        .extracting(envelope -> envelope.hash())
        .hasSize(5)
        .containsOnly(server.envelopes.getFirst().hash());
  }

  @Test
  void post_emptyRequest() {
    assertThat(server.postProtobuf(new byte[0]).statusCode()).isEqualTo(200);
    assertThat(server.postJson("{}").statusCode()).isEqualTo(200);
    assertThat(post("gzip", Requests.gzip(new byte[0])).statusCode()).isEqualTo(200);
    assertThat(server.envelopes).isEmpty();
  }

  @Test
  void post_badIds_areRejectedAlone() throws InvalidProtocolBufferException {
    ExportTraceServiceRequest request =
        Requests.of(
            Requests.span(OtlpServer.NOW_NANOS).build(),
            Requests.span(OtlpServer.NOW_NANOS)
                .setTraceId(ByteString.copyFrom(new byte[7]))
                .build(),
            Requests.span(OtlpServer.NOW_NANOS).setSpanId(ByteString.copyFrom(new byte[8])).build(),
            Requests.span(OtlpServer.NOW_NANOS).build());
    HttpResponse<byte[]> reply = server.postProtobuf(request.toByteArray());
    assertThat(reply.statusCode()).isEqualTo(200);
    ExportTraceServiceResponse response = ExportTraceServiceResponse.parseFrom(reply.body());
    assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(2);
    assertThat(response.getPartialSuccess().getErrorMessage())
        .contains("1 for trace_id: 7 bytes (expected: 16)", "1 for span_id: all zeros");
    assertThat(server.spans).hasSize(2);
    assertThat(
            server
                .meters
                .counter("seamark.ingest.rejected", "signal", "traces", "reason", "trace_id")
                .count())
        .isEqualTo(1);
  }

  @Test
  void post_jsonBadId_isRejectedAlone() {
    HttpResponse<byte[]> reply =
        server.postJson(
            JsonRequests.spans(
                JsonRequests.span("zz", "1e820d7c5451eb09", OtlpServer.NOW_NANOS),
                JsonRequests.span(
                    "DA844515CACD51A46EAF08FDCE22EED4", "1E820D7C5451EB09", OtlpServer.NOW_NANOS)));
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body())
        .asString()
        .startsWith("{\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":\"rejected 1");
    assertThat(server.spans).hasSize(1);
    assertThat(server.spans.getFirst().traceId()).hasToString("da844515cacd51a46eaf08fdce22eed4");
  }

  @Test
  void post_moreSpansThanTheLimit_rejectsTheSurplus() throws InvalidProtocolBufferException {
    HttpResponse<byte[]> reply =
        server.postProtobuf(Requests.random(1003, OtlpServer.NOW_NANOS).toByteArray());
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(
            ExportTraceServiceResponse.parseFrom(reply.body())
                .getPartialSuccess()
                .getRejectedSpans())
        .isEqualTo(3);
    assertThat(server.spans).hasSize(1000);
  }

  @Test
  void post_allRejected_isAPartialSuccess() {
    HttpResponse<byte[]> reply = server.postProtobuf(Requests.random(2, 0).toByteArray());
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(server.envelopes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer sk-other", "Basic eDp5", "sk-ingest", ""})
  void post_wrongKey(String authorization) throws InvalidProtocolBufferException {
    HttpResponse<byte[]> reply =
        server.send(
            HttpRequest.newBuilder(server.uri("/v1/traces"))
                .header("authorization", authorization)
                .header("content-type", PROTOBUF)
                .POST(HttpRequest.BodyPublishers.ofByteArray(ONE_SPAN))
                .build());
    assertThat(reply.statusCode()).isEqualTo(401);
    assertThat(reply.headers().firstValue("www-authenticate")).isPresent();
    assertThat(Status.parseFrom(reply.body()).getCode())
        .isEqualTo(Code.UNAUTHENTICATED.getNumber());
    assertThat(server.envelopes).isEmpty();
  }

  @Test
  void post_basicKey() {
    String basic = Base64.getEncoder().encodeToString("pk-ingest:sk-ingest".getBytes(UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(server.uri("/v1/traces"))
            .header("authorization", "Basic " + basic)
            .header("content-type", PROTOBUF)
            .POST(HttpRequest.BodyPublishers.ofByteArray(ONE_SPAN))
            .build();
    assertThat(server.send(request).statusCode()).isEqualTo(200);
  }

  @Test
  void post_wrongScope() throws InvalidProtocolBufferException {
    HttpResponse<byte[]> reply =
        server.send(
            HttpRequest.newBuilder(server.uri("/v1/traces"))
                .header("authorization", "Bearer sk-query")
                .header("content-type", PROTOBUF)
                .POST(HttpRequest.BodyPublishers.ofByteArray(ONE_SPAN))
                .build());
    assertThat(reply.statusCode()).isEqualTo(403);
    assertThat(Status.parseFrom(reply.body()).getCode())
        .isEqualTo(Code.PERMISSION_DENIED.getNumber());
  }

  @Test
  void post_keyStoreAway_canBeRetried() {
    server.keyStoreAway = true;
    HttpResponse<byte[]> reply = server.postProtobuf(ONE_SPAN);
    assertThat(reply.statusCode()).isEqualTo(503);
    assertThat(reply.headers().firstValue("retry-after")).contains("3");
  }

  @Test
  void post_wrongMediaType() {
    HttpResponse<byte[]> reply = server.post(ONE_SPAN, "content-type", "text/plain");
    assertThat(reply.statusCode()).isEqualTo(415);
    assertThat(reply.headers().firstValue("content-type")).contains("application/json");
    assertThat(reply.body()).asString().contains("text/plain", "\"code\":3");
    assertThat(server.post(ONE_SPAN).statusCode()).isEqualTo(415);
  }

  @Test
  void post_unknownContentEncoding() throws InvalidProtocolBufferException {
    HttpResponse<byte[]> reply = post("br", ONE_SPAN);
    assertThat(reply.statusCode()).isEqualTo(415);
    assertThat(Status.parseFrom(reply.body()).getMessage()).contains("'br'");
  }

  @Test
  void get_isNotAllowed() {
    HttpResponse<byte[]> reply = server.send(server.request().GET().build());
    assertThat(reply.statusCode()).isEqualTo(405);
    assertThat(reply.headers().firstValue("allow")).contains("POST");
  }

  @Test
  void post_undecodable() throws Exception {
    assertBadRequest(server.postProtobuf("not protobuf".getBytes(UTF_8)));
    assertBadRequest(server.postProtobuf(Arrays.copyOf(ONE_SPAN, ONE_SPAN.length - 3)));
    assertBadRequest(post("gzip", ONE_SPAN));
    byte[] gzip = Requests.gzip(ONE_SPAN);
    assertBadRequest(post("gzip", Arrays.copyOf(gzip, gzip.length / 2)));
    assertBadRequest(post("zstd", ONE_SPAN));
    assertBadRequest(post("deflate", ONE_SPAN));
    assertThat(server.envelopes).isEmpty();
  }

  @Test
  void post_badUtf8() throws Exception {
    byte[] body =
        Requests.of(Requests.span(OtlpServer.NOW_NANOS).setName("ab").build()).toByteArray();
    int name = new String(body, StandardCharsets.ISO_8859_1).indexOf("ab");
    body[name] = (byte) 0xff;
    assertBadRequest(server.postProtobuf(body));
    byte[] json = JsonRequests.oneSpan(OtlpServer.NOW_NANOS).getBytes(UTF_8);
    json[new String(json, UTF_8).indexOf("GET")] = (byte) 0xff;
    HttpResponse<byte[]> reply = server.post(json, "content-type", "application/json");
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body())
        .asString()
        .contains("\"code\":3", "google.rpc.BadRequest", "fieldViolations");
  }

  @Test
  void post_tooLarge() throws InvalidProtocolBufferException {
    byte[] large = new byte[(4 << 20) + 1];
    HttpResponse<byte[]> declared = server.postProtobuf(large);
    assertThat(declared.statusCode()).isEqualTo(413);
    assertThat(Status.parseFrom(declared.body()).getMessage()).contains("4194304");
    HttpResponse<byte[]> chunked =
        server.send(
            server
                .request("content-type", PROTOBUF)
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .build());
    assertThat(chunked.statusCode()).isEqualTo(413);
    byte[] noise = new byte[(1 << 20) + 1];
    assertThat(post("gzip", noise).statusCode()).isEqualTo(413);
  }

  @Test
  void post_bomb_stopsAtTheLimit() {
    byte[] zeros = new byte[64 << 20];
    assertThat(post("gzip", Requests.gzip(zeros)).statusCode()).isEqualTo(413);
    assertThat(post("zstd", Requests.zstd(zeros)).statusCode()).isEqualTo(413);
    assertThat(post("deflate", Requests.zlib(zeros)).statusCode()).isEqualTo(413);
  }

  /** Four megabytes of spans in the memory of a few parts. */
  @Test
  void post_largeRequest_isDecodedInParts() {
    Span[] spans = new Span[900];
    for (int i = 0; i < spans.length; i++) {
      spans[i] =
          Requests.span(OtlpServer.NOW_NANOS)
              .addAttributes(Requests.text("k", "v".repeat(4000)))
              .build();
    }
    byte[] body = Requests.of(spans).toByteArray();
    try (OtlpServer small = new OtlpServer(5L * body.length)) {
      assertThat(small.postProtobuf(body).statusCode()).isEqualTo(200);
      assertThat(small.spans).hasSize(900);
      assertThat(small.envelopes.getFirst().blocks()).hasSize(1);
      assertThat(small.envelopes.getFirst().rows()).isEqualTo(900);
    }
  }

  /** Two bytes on the wire are an attribute of some hundred bytes in memory. */
  @Test
  void post_manyTinyMessages_areCountedBeforeTheyAreBuilt() {
    byte[] attributes = new byte[3 << 20];
    for (int i = 0; i < attributes.length; i += 2) {
      attributes[i] = 9 << 3 | 2; // An empty attribute of a span.
    }
    byte[] span = field(2, attributes);
    byte[] body = field(1, field(2, span));
    assertThat(server.postProtobuf(body).statusCode()).isEqualTo(413);
    String json =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":["
            + "{},".repeat(1 << 20)
            + "{}]}]}]}]}";
    assertThat(server.postJson(json).statusCode()).isEqualTo(413);
  }

  @Test
  void post_queueFull() throws InvalidProtocolBufferException {
    server.trouble = new SeamarkException(ErrorCode.QUEUE_FULL, "the ingest queue is full");
    HttpResponse<byte[]> reply = server.postProtobuf(ONE_SPAN);
    assertThat(reply.statusCode()).isEqualTo(503);
    assertThat(reply.headers().firstValue("retry-after")).contains("3");
    assertThat(Status.parseFrom(reply.body()).getCode()).isEqualTo(Code.UNAVAILABLE.getNumber());
  }

  @Test
  void post_rateLimited() {
    server.trouble = new SeamarkException(ErrorCode.RATE_LIMITED, "slowly");
    HttpResponse<byte[]> reply = server.postProtobuf(ONE_SPAN);
    assertThat(reply.statusCode()).isEqualTo(429);
    assertThat(reply.headers().firstValue("retry-after")).contains("3");
  }

  @Test
  void post_sharedMemoryIsUsedUp_canBeRetried() {
    try (OtlpServer small = new OtlpServer(64 << 10);
        var other = small.memory.open()) {
      other.add(60 << 10);
      byte[] body = Requests.random(50, OtlpServer.NOW_NANOS).toByteArray();
      HttpResponse<byte[]> reply = small.postProtobuf(body);
      assertThat(reply.statusCode()).isEqualTo(503);
      assertThat(reply.headers().firstValue("retry-after")).isPresent();
    }
  }

  @Test
  void post_sameBodyToOtherProjectsOrTwice_hashes() {
    server.postProtobuf(ONE_SPAN);
    server.postProtobuf(ONE_SPAN);
    server.postProtobuf(Requests.random(1, OtlpServer.NOW_NANOS).toByteArray());
    assertThat(server.envelopes.get(0).hash()).isEqualTo(server.envelopes.get(1).hash());
    assertThat(server.envelopes.get(2).hash()).isNotEqualTo(server.envelopes.get(0).hash());
  }

  @Test
  void post_manyReasons_messageIsBounded() throws InvalidProtocolBufferException {
    ExportTraceServiceRequest request =
        Requests.of(
            IntStream.range(0, 500)
                .mapToObj(i ->
                    Requests.span(OtlpServer.NOW_NANOS)
                        .setTraceId(ByteString.copyFrom(new byte[i % 15]))
                        .build())
                .toList());
    HttpResponse<byte[]> reply = server.postProtobuf(request.toByteArray());
    assertThat(reply.body().length).isLessThan(1200);
    assertThat(
            ExportTraceServiceResponse.parseFrom(reply.body())
                .getPartialSuccess()
                .getRejectedSpans())
        .isEqualTo(500);
  }

  private HttpResponse<byte[]> post(String contentEncoding, byte[] body) {
    return server.post(body, "content-type", PROTOBUF, "content-encoding", contentEncoding);
  }

  private static void assertBadRequest(HttpResponse<byte[]> reply)
      throws InvalidProtocolBufferException {
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.headers().firstValue("content-type")).contains(PROTOBUF);
    Status status = Status.parseFrom(reply.body());
    assertThat(status.getCode()).isEqualTo(Code.INVALID_ARGUMENT.getNumber());
    assertThat(status.getDetails(0).unpack(BadRequest.class).getFieldViolations(0).getField())
        .isEqualTo("body");
  }

  private static byte[] field(int number, byte[] content) {
    ByteString.Output out = ByteString.newOutput();
    CodedOutputStream coded = CodedOutputStream.newInstance(out);
    try {
      coded.writeByteArray(number, content);
      coded.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteString().toByteArray();
  }
}
