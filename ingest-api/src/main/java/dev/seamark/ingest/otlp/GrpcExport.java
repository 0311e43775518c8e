package dev.seamark.ingest.otlp;

import com.google.rpc.Code;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ApiKeyCredentials;
import dev.seamark.core.workspace.Scope;
import dev.seamark.ingest.body.RequestBody;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/**
 * {@code Export} of one signal over gRPC. The key is checked before the message is asked for, and
 * the message stays bytes until it is its turn, as over HTTP. Runs on virtual threads.
 */
final class GrpcExport implements ServerCallHandler<InputStream, byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(GrpcExport.class);
  private static final Metadata.Key<String> AUTHORIZATION = header("authorization");
  private static final Metadata.Key<String> API_KEY = header("x-api-key");

  private final OtlpIngest ingest;
  private final OtlpEnvironment environment;

  GrpcExport(OtlpIngest ingest, OtlpEnvironment environment) {
    this.ingest = ingest;
    this.environment = environment;
  }

  @Override
  public ServerCall.Listener<InputStream> startCall(
      ServerCall<InputStream, byte[]> call, Metadata headers) {
    Exchange exchange = new Exchange(call, ReceivedBytes.ofCall());
    try {
      exchange.begin(
          ApiKeyCredentials.read(headers.get(AUTHORIZATION), headers.get(API_KEY))
              .authenticate(environment.keys(), Scope.INGEST));
    } catch (RuntimeException e) {
      exchange.fail(e);
    }
    return exchange;
  }

  private static Metadata.Key<String> header(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** One call. Its answer is given once, by whichever thread has it first. */
  private final class Exchange extends ServerCall.Listener<InputStream> {
    private final ServerCall<InputStream, byte[]> call;
    private final ReceivedBytes received;
    private @Nullable ApiKey owner;
    private @Nullable Disposable timer;
    private byte @Nullable [] message;
    private boolean answered;

    Exchange(ServerCall<InputStream, byte[]> call, ReceivedBytes received) {
      this.call = call;
      this.received = received;
    }

    void begin(ApiKey authenticated) {
      owner = authenticated;
      timer =
          Schedulers.parallel()
              .schedule(
                  () ->
                      fail(
                          new RpcStatus(
                              Code.UNAVAILABLE,
                              "message: not complete within " + environment.limits().bodyTimeout(),
                              true)),
                  environment.limits().bodyTimeout().toMillis(),
                  TimeUnit.MILLISECONDS);
      received.onRefusal(this::fail);
      call.request(2); // The second is one too many: nobody waits for it, but it would be seen.
    }

    @Override
    public void onMessage(InputStream stream) {
      if (message != null) {
        fail(new SeamarkException(ErrorCode.INVALID_ARGUMENT, "messages: 2 (expected: 1)"));
        return;
      }
      try {
        message =
            RequestBody.readAll(stream, environment.limits().maxBodyBytes(), received.claim());
      } catch (StatusRuntimeException e) {
        // What gRPC itself says of a message that inflates beyond the limit.
        fail(RequestBody.tooLarge("inflated message", environment.limits().maxBodyBytes()));
      } catch (IOException e) {
        fail(
            new SeamarkException(
                ErrorCode.MALFORMED_PAYLOAD, "message: damaged (" + e.getMessage() + ")", e));
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    @Override
    public void onHalfClose() {
      stopTimer();
      byte[] bytes = message;
      ApiKey key = owner;
      if (isAnswered() || key == null) {
        return;
      }
      if (bytes == null) {
        fail(new SeamarkException(ErrorCode.INVALID_ARGUMENT, "messages: 0 (expected: 1)"));
        return;
      }
      try {
        Rejections rejections =
            ingest.ingest(
                () -> bytes, received.wireBytes(), OtlpEncoding.PROTOBUF, key, received.claim());
        succeed(OtlpReply.success(OtlpEncoding.PROTOBUF, ingest.signal(), rejections).body());
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    @Override
    public void onCancel() {
      stopTimer();
    }

    @Override
    public void onComplete() {
      stopTimer();
    }

    void fail(RuntimeException failure) {
      if (failure instanceof SeamarkException known) {
        LOG.debug("Refused a call: {}", known.code(), known);
        fail(RpcStatus.of(known));
      } else {
        LOG.error("A call with {} failed", ingest.signal().name(), failure);
        fail(new RpcStatus(Code.INTERNAL, "an error of the server; its log says more", false));
      }
    }

    private void fail(RpcStatus error) {
      StatusRuntimeException status =
          StatusProto.toStatusRuntimeException(error.forGrpc(environment.limits()));
      @Nullable Metadata trailers = status.getTrailers();
      answer(null, status.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    private void succeed(byte[] reply) {
      answer(reply, Status.OK, new Metadata());
    }

    private void answer(byte @Nullable [] reply, Status status, Metadata trailers) {
      stopTimer();
      synchronized (this) {
        if (answered) {
          return;
        }
        answered = true;
        count(status);
        if (reply != null) {
          call.sendHeaders(new Metadata());
          call.sendMessage(reply);
        }
        call.close(status, trailers);
      }
    }

    private void count(Status status) {
      environment
          .meters()
          .counter(
              "seamark.ingest.requests",
              "signal",
              ingest.signal().name(),
              "status",
              status.getCode().name())
          .increment();
    }

    private synchronized boolean isAnswered() {
      return answered;
    }

    private void stopTimer() {
      Disposable running = timer;
      if (running != null) {
        running.dispose();
      }
    }
  }
}
