package dev.seamark.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.RetryInfo;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.ingest.Await;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpGrpcTest {
  private static final Map<String, String> KEY = Map.of("x-api-key", "sk-ingest");

  private OtlpServer server = new OtlpServer();
  private GrpcClient client = new GrpcClient(server.grpcPort());

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void spans_areTaken() {
    ExportTraceServiceRequest request = Requests.random(3, OtlpServer.NOW_NANOS);

    GrpcClient.Answer plain = client.export(GrpcClient.TRACES, request.toByteArray());

    assertThat(plain.status().isOk()).isTrue();
    assertThat(plain.message()).as("nothing to say of a request that was taken whole").isEmpty();
    assertThat(server.spans).hasSize(3);
    assertThat(server.envelopes).hasSize(1);
  }

  @Test
  void sameBytesOverHttp_areTheSameRequest() {
    byte[] body = Requests.random(1, OtlpServer.NOW_NANOS).toByteArray();

    client.export(GrpcClient.TRACES, body);
    server.postProtobuf(body);

    assertThat(server.envelopes).hasSize(2);
    assertThat(server.envelopes.get(0).hash()).isEqualTo(server.envelopes.get(1).hash());
  }

  @Test
  void gzip_isInflated() {
    byte[] body = Requests.random(100, OtlpServer.NOW_NANOS).toByteArray();

    assertThat(client.export(GrpcClient.TRACES, body, true, KEY).status().isOk()).isTrue();

    assertThat(server.spans).hasSize(100);
    assertThat(server.meters.counter("seamark.ingest.received.bytes", "signal", "traces").count())
        .isBetween(1.0, body.length - 1.0);
  }

  @Test
  void logs_areTaken() {
    ExportLogsServiceRequest request =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .addScopeLogs(
                        ScopeLogs.newBuilder()
                            .addLogRecords(
                                LogRecord.newBuilder().setTimeUnixNano(OtlpServer.NOW_NANOS))))
            .build();

    assertThat(client.export(GrpcClient.LOGS, request.toByteArray()).status().isOk()).isTrue();

    assertThat(server.logs).hasSize(1);
  }

  @Test
  void empty_succeeds() {
    assertThat(client.export(GrpcClient.TRACES, new byte[0]).status().isOk()).isTrue();
    assertThat(server.envelopes).isEmpty();
  }

  @Test
  void badSpan_isRejectedAlone() throws InvalidProtocolBufferException {
    Span bad =
        Requests.span(OtlpServer.NOW_NANOS).setSpanId(ByteString.copyFrom(new byte[8])).build();
    Span good = Requests.span(OtlpServer.NOW_NANOS).build();

    GrpcClient.Answer answer =
        client.export(GrpcClient.TRACES, Requests.of(bad, good).toByteArray());

    assertThat(answer.status().isOk()).isTrue();
    ExportTraceServiceResponse response =
        ExportTraceServiceResponse.parseFrom(Objects.requireNonNull(answer.message()));
    assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(response.getPartialSuccess().getErrorMessage()).contains("span_id");
    assertThat(server.spans).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "x-none, none, UNAUTHENTICATED",
    "authorization, Bearer sk-unknown, UNAUTHENTICATED",
    "authorization, Digest abc, UNAUTHENTICATED",
    "authorization, Bearer sk-query, PERMISSION_DENIED",
    "x-api-key, sk-ingest, OK",
    "authorization, Basic cGstaW5nZXN0OnNrLWluZ2VzdA==, OK"
  })
  void key_isChecked(String header, String value, Status.Code expected) {
    byte[] body = Requests.random(1, OtlpServer.NOW_NANOS).toByteArray();

    GrpcClient.Answer answer = client.export(GrpcClient.TRACES, body, false, Map.of(header, value));

    assertThat(answer.status().getCode()).isEqualTo(expected);
    assertThat(server.spans).hasSize(expected == Status.Code.OK ? 1 : 0);
    assertThat(requests(expected)).isEqualTo(1);
  }

  @Test
  void keyStoreAway_isTriedAgain() {
    server.keyStoreAway = true;

    assertRetry(client.export(GrpcClient.TRACES, new byte[0]));
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"QUEUE_FULL", "STORE_UNAVAILABLE"})
  void transientTrouble_isTriedAgain(ErrorCode code) {
    server.trouble = new SeamarkException(code, "later");

    assertRetry(
        client.export(GrpcClient.TRACES, Requests.random(1, OtlpServer.NOW_NANOS).toByteArray()));
  }

  @Test
  void rateLimited_isTriedAgain() {
    server.trouble = new SeamarkException(ErrorCode.RATE_LIMITED, "slower");

    GrpcClient.Answer answer =
        client.export(GrpcClient.TRACES, Requests.random(1, OtlpServer.NOW_NANOS).toByteArray());

    assertThat(answer.status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(detail(answer, RetryInfo.class).getRetryDelay().getSeconds()).isEqualTo(3);
  }

  @Test
  void garbage_isTheClientsFault() {
    GrpcClient.Answer answer = client.export(GrpcClient.TRACES, new byte[] {10, 100, 1});

    assertThat(answer.status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(answer.status().getDescription()).contains("ExportTraceServiceRequest");
    assertThat(detail(answer, BadRequest.class).getFieldViolations(0).getField()).isEqualTo("body");
    awaitFreeMemory();
  }

  @Test
  void noMessage_isTheClientsFault() {
    GrpcClient.Answer answer = client.exportNothing(GrpcClient.TRACES, true);

    assertThat(answer.status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(answer.status().getDescription()).contains("messages: 0");
  }

  @Test
  void unknownMethod() {
    assertThat(client.export("seamark.Nothing/Export", new byte[0]).status().getCode())
        .isEqualTo(Status.Code.UNIMPLEMENTED);
  }

  @Test
  void tooLarge_isNotTriedAgain() {
    assertRefusedForGood(client.export(GrpcClient.TRACES, new byte[5 << 20]));
  }

  @Test
  void bomb_isNotInflated() {
    assertRefusedForGood(client.export(GrpcClient.TRACES, new byte[100 << 20], true, KEY));
    awaitFreeMemory();
  }

  @Test
  void moreThanTheMemory_isRefusedWhileItArrives() {
    restart(new OtlpServer(1 << 20));

    assertRefusedForGood(client.export(GrpcClient.TRACES, new byte[3 << 20]));
    awaitFreeMemory();
  }

  @Test
  void messageThatNeverComes_isGivenUp() {
    restart(
        new OtlpServer(
            64 << 20,
            new OtlpLimits(1 << 20, 4 << 20, Duration.ofMillis(200), Duration.ofMillis(2500))));

    assertRetry(client.exportNothing(GrpcClient.TRACES, false));
    awaitFreeMemory();
  }

  @Test
  void health() {
    HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(client.channel());
    HealthCheckRequest all = HealthCheckRequest.getDefaultInstance();
    HealthCheckRequest traces =
        HealthCheckRequest.newBuilder()
            .setService("opentelemetry.proto.collector.trace.v1.TraceService")
            .build();
    HealthCheckRequest other = HealthCheckRequest.newBuilder().setService("other").build();

    assertThat(health.check(all).getStatus()).isEqualTo(ServingStatus.SERVING);
    assertThat(health.check(traces).getStatus()).isEqualTo(ServingStatus.SERVING);
    assertThatThrownBy(() -> health.check(other))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    server.ready = false;
    assertThat(health.check(all).getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
  }

  @Test
  void reflection_listsTheServices() {
    CompletableFuture<List<String>> names = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(client.channel())
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    names.complete(
                        response.getListServicesResponse().getServiceList().stream()
                            .map(ServiceResponse::getName)
                            .toList());
                  }

                  @Override
                  public void onError(Throwable failure) {
                    names.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());

    assertThat(names.orTimeout(20, TimeUnit.SECONDS).join())
        .contains(
            "opentelemetry.proto.collector.trace.v1.TraceService",
            "opentelemetry.proto.collector.logs.v1.LogsService",
            "grpc.health.v1.Health");
    requests.onCompleted();
  }

  private void restart(OtlpServer other) {
    close();
    server = other;
    client = new GrpcClient(other.grpcPort());
  }

  private void awaitFreeMemory() {
    Await.untilEqual(0L, Duration.ofSeconds(10), server.memory::usedBytes);
  }

  private double requests(Status.Code status) {
    return server
        .meters
        .counter("seamark.ingest.requests", "signal", "traces", "status", status.name())
        .count();
  }

  private static void assertRetry(GrpcClient.Answer answer) {
    assertThat(answer.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(detail(answer, RetryInfo.class).getRetryDelay().getSeconds()).isEqualTo(3);
  }

  private static void assertRefusedForGood(GrpcClient.Answer answer) {
    assertThat(answer.status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    com.google.rpc.Status status =
        StatusProto.fromStatusAndTrailers(answer.status(), answer.trailers());
    assertThat(status == null ? List.of() : status.getDetailsList()).isEmpty();
  }

  private static <T extends com.google.protobuf.Message> T detail(
      GrpcClient.Answer answer, Class<T> type) {
    com.google.rpc.Status status =
        StatusProto.fromStatusAndTrailers(answer.status(), answer.trailers());
    assertThat(status).isNotNull();
    assertThat(status.getDetailsList()).hasSize(1);
    Any detail = status.getDetails(0);
    try {
      return detail.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
