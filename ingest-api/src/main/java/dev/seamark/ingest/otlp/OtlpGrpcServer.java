package dev.seamark.ingest.otlp;

import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** OTLP over gRPC, with the standard health and reflection services. */
public final class OtlpGrpcServer implements AutoCloseable {
  /** Calls of one connection at once; further ones wait at the client. */
  private static final int MAX_CALLS = 100;

  private static final int MAX_HEADER_BYTES = 32 * 1024;

  private final Server server;
  private final Duration drain;

  private OtlpGrpcServer(Server server, Duration drain) {
    this.server = server;
    this.drain = drain;
  }

  /**
   * Starts to listen.
   *
   * @param address port 0 for a free one
   * @param threads each call runs on one of them, and blocks it
   * @param ready whether requests can be accepted now; may block
   * @param drain how long a stop waits for calls under way
   * @throws IOException when the address cannot be bound
   */
  public static OtlpGrpcServer start(
      InetSocketAddress address,
      List<OtlpSignal> signals,
      OtlpEnvironment environment,
      Executor threads,
      BooleanSupplier ready,
      Duration drain)
      throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address)
            .executor(threads)
            .addStreamTracerFactory(ReceivedBytes.factory(environment.memory()))
            .maxInboundMessageSize(
                Math.toIntExact(Math.min(environment.limits().maxBodyBytes(), Integer.MAX_VALUE)))
            .maxInboundMetadataSize(MAX_HEADER_BYTES)
            .maxConcurrentCallsPerConnection(MAX_CALLS)
            .maxConnectionIdle(2, TimeUnit.MINUTES)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true);
    Set<String> names = new HashSet<>();
    for (OtlpSignal signal : signals) {
      ServerServiceDefinition service = service(signal, environment);
      names.add(service.getServiceDescriptor().getName());
      builder.addService(service);
    }
    builder.addService(new GrpcHealth(names, ready));
    builder.addService(ProtoReflectionServiceV1.newInstance());
    return new OtlpGrpcServer(builder.build().start(), drain);
  }

  public int port() {
    return server.getPort();
  }

  /** Lets calls under way finish. */
  @Override
  public void close() {
    server.shutdown();
    try {
      if (!server.awaitTermination(drain.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** The signal's service as its file declares it: one method, which takes the export request. */
  private static ServerServiceDefinition service(OtlpSignal signal, OtlpEnvironment environment) {
    FileDescriptor file = signal.emptyRequest().getDescriptorForType().getFile();
    Descriptors.ServiceDescriptor declared = file.getServices().getFirst();
    Descriptors.MethodDescriptor export = declared.getMethods().getFirst();
    MethodDescriptor<InputStream, byte[]> method =
        MethodDescriptor.<InputStream, byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(
                MethodDescriptor.generateFullMethodName(declared.getFullName(), export.getName()))
            .setRequestMarshaller(new Untouched())
            .setResponseMarshaller(new Bytes())
            .build();
    ServiceDescriptor descriptor =
        ServiceDescriptor.newBuilder(declared.getFullName())
            .setSchemaDescriptor((ProtoFileDescriptorSupplier) () -> file)
            .addMethod(method)
            .build();
    return ServerServiceDefinition.builder(descriptor)
        .addMethod(method, new GrpcExport(new OtlpIngest(signal, environment), environment))
        .build();
  }

  /** The message as gRPC has it: inflated while it is read. */
  private static final class Untouched implements MethodDescriptor.Marshaller<InputStream> {
    @Override
    public InputStream stream(InputStream value) {
      return value;
    }

    @Override
    public InputStream parse(InputStream stream) {
      return stream;
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      throw new UnsupportedOperationException("responses are only sent");
    }
  }
}
