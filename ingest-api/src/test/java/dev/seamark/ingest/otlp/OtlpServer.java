package dev.seamark.ingest.otlp;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.ingest.Block;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.ingest.MetricEncoder;
import dev.seamark.core.ingest.Table;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.span.Span;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ApiKeySecret;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.Scope;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.ingest.attribute.AttributeLimits;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.body.MemoryBudget;
import dev.seamark.ingest.log.LogLimits;
import dev.seamark.ingest.log.LogSignal;
import dev.seamark.ingest.metric.MetricLimits;
import dev.seamark.ingest.metric.MetricSignal;
import dev.seamark.ingest.span.SpanLimits;
import dev.seamark.ingest.span.TraceSignal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The OTLP routes on a port, with a key reader and a sink that tests look into. */
final class OtlpServer implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123456789Z");
  static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L + NOW.getNano();
  static final OtlpLimits LIMITS =
      new OtlpLimits(1 << 20, 4 << 20, Duration.ofSeconds(10), Duration.ofMillis(2500));
  static final AttributeLimits ATTRIBUTES = new AttributeLimits(8, 32, 100, 3);
  static final SpanLimits SPANS =
      new SpanLimits(1000, 3, 3, 64, Duration.ofDays(400), Duration.ofHours(24));
  static final LogLimits LOGS = new LogLimits(1000, 64, Duration.ofDays(400), Duration.ofHours(24));

  static final MetricLimits METRICS =
      new MetricLimits(10_000, 100, 3, 64, Duration.ofDays(400), Duration.ofHours(24));

  final List<Envelope> envelopes = new CopyOnWriteArrayList<>();
  final List<Span> spans = new CopyOnWriteArrayList<>();
  final List<LogRecord> logs = new CopyOnWriteArrayList<>();
  final List<MetricPoint> points = Collections.synchronizedList(new ArrayList<>());

  /** Encodings whose points became durable. */
  final AtomicInteger durable = new AtomicInteger();

  final MemoryBudget memory;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  volatile @Nullable SeamarkException trouble;
  volatile boolean keyStoreAway;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final DisposableServer server;
  private final OtlpGrpcServer grpc;
  volatile boolean ready = true;

  OtlpServer() {
    this(64 << 20);
  }

  OtlpServer(long memoryBytes) {
    this(memoryBytes, LIMITS);
  }

  OtlpServer(long memoryBytes, OtlpLimits limits) {
    memory = new MemoryBudget(memoryBytes);
    OtlpEnvironment environment =
        new OtlpEnvironment(
            this::findKey,
            this::accept,
            limits,
            memory,
            new Semaphore(4),
            Schedulers.fromExecutorService(threads),
            meters,
            Clock.fixed(NOW, ZoneOffset.UTC));
    TraceSignal traces =
        new TraceSignal(
            new AttributeMapper(ATTRIBUTES),
            SPANS,
            (owner, version, mapped) -> {
              spans.addAll(mapped);
              return List.of(new Block(Table.SPANS, mapped.size(), new byte[] {1}));
            });
    LogSignal logSignal =
        new LogSignal(
            new AttributeMapper(ATTRIBUTES),
            LOGS,
            (owner, accepted, mapped) -> {
              logs.addAll(mapped);
              return List.of(new Block(Table.LOGS, mapped.size(), new byte[] {1}));
            });
    MetricSignal metricSignal =
        new MetricSignal(
            new AttributeMapper(ATTRIBUTES),
            METRICS,
            (owner, accepted, mapped) -> {
              points.addAll(mapped);
              return new MetricEncoder.Encoded(
                  List.of(new Block(Table.METRIC_SAMPLES, mapped.size(), new byte[] {1})),
                  durable::incrementAndGet);
            });
    List<OtlpSignal> signals = List.of(traces, logSignal, metricSignal);
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(
                new ReactorHttpHandlerAdapter(
                    RouterFunctions.toHttpHandler(OtlpRoutes.of(signals, environment))))
            .bindNow();
    try {
      grpc =
          OtlpGrpcServer.start(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              signals,
              environment,
              threads,
              () -> ready,
              Duration.ofSeconds(5));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int grpcPort() {
    return grpc.port();
  }

  private Optional<ApiKey> findKey(String hash) {
    if (keyStoreAway) {
      throw new SeamarkException(ErrorCode.STORE_UNAVAILABLE, "away");
    }
    for (String secret : List.of("sk-ingest", "sk-query")) {
      if (ApiKeySecret.hash(secret).equals(hash)) {
        Scope scope = secret.equals("sk-ingest") ? Scope.INGEST : Scope.QUERY;
        return Optional.of(
            new ApiKey(
                secret.replace("sk", "pk"),
                hash,
                "test",
                new WorkspaceId(new UUID(0, 1)),
                new ProjectId(new UUID(0, 2)),
                30,
                Set.of(scope)));
      }
    }
    return Optional.empty();
  }

  private void accept(Envelope envelope) {
    SeamarkException failure = trouble;
    if (failure != null) {
      throw failure;
    }
    envelopes.add(envelope);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** A request with the right key; headers are names and values in turn. */
  HttpRequest.Builder request(String... headers) {
    return requestTo("/v1/traces", headers);
  }

  HttpRequest.Builder requestTo(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    request.header("authorization", "Bearer sk-ingest");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  HttpResponse<byte[]> post(byte[] body, String... headers) {
    return postTo("/v1/traces", body, headers);
  }

  HttpResponse<byte[]> postTo(String path, byte[] body, String... headers) {
    return send(
        requestTo(path, headers).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
  }

  HttpResponse<byte[]> postProtobuf(byte[] body) {
    return post(body, "content-type", "application/x-protobuf");
  }

  HttpResponse<byte[]> postJson(String body) {
    return post(body.getBytes(StandardCharsets.UTF_8), "content-type", "application/json");
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    grpc.close();
    server.disposeNow(Duration.ofSeconds(5));
    threads.shutdownNow();
  }
}
