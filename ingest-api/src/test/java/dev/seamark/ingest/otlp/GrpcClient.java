package dev.seamark.ingest.otlp;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls OTLP's gRPC methods with whatever bytes a test has. */
final class GrpcClient implements AutoCloseable {
  static final String TRACES = "opentelemetry.proto.collector.trace.v1.TraceService/Export";
  static final String LOGS = "opentelemetry.proto.collector.logs.v1.LogsService/Export";

  private final ManagedChannel channel;

  GrpcClient(int port) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  /** How a call ended. */
  @SuppressWarnings("ArrayRecordComponent") // looked into, never compared
  record Answer(Status status, Metadata trailers, byte @Nullable [] message) {}

  ManagedChannel channel() {
    return channel;
  }

  Answer export(String method, byte[] message) {
    return export(method, message, false, Map.of("authorization", "Bearer sk-ingest"));
  }

  Answer export(String method, byte[] message, boolean gzip, Map<String, String> headers) {
    ClientCall<byte[], byte[]> call = call(method, gzip);
    CompletableFuture<Answer> answer = start(call, headers);
    call.sendMessage(message);
    call.halfClose();
    return await(answer);
  }

  /** Sends headers and nothing else. */
  Answer exportNothing(String method, boolean halfClose) {
    ClientCall<byte[], byte[]> call = call(method, false);
    CompletableFuture<Answer> answer = start(call, Map.of("x-api-key", "sk-ingest"));
    if (halfClose) {
      call.halfClose();
    }
    return await(answer);
  }

  private ClientCall<byte[], byte[]> call(String method, boolean gzip) {
    CallOptions options = gzip ? CallOptions.DEFAULT.withCompression("gzip") : CallOptions.DEFAULT;
    return channel.newCall(
        MethodDescriptor.<byte[], byte[]>newBuilder()
            // The same on the wire, but headers are sent before there is a message.
            .setType(MethodDescriptor.MethodType.CLIENT_STREAMING)
            .setFullMethodName(method)
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build(),
        options);
  }

  private static CompletableFuture<Answer> start(
      ClientCall<byte[], byte[]> call, Map<String, String> headers) {
    Metadata metadata = new Metadata();
    headers.forEach((name, value) ->
        metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    call.start(
        new ClientCall.Listener<>() {
          private byte @Nullable [] received;

          @Override
          public void onMessage(byte[] message) {
            received = message;
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            answer.complete(new Answer(status, trailers, received));
          }
        },
        metadata);
    call.request(1);
    return answer;
  }

  private static Answer await(CompletableFuture<Answer> answer) {
    try {
      return answer.get(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no answer", e);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
