package dev.seamark.standalone.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * One port in front of both services. Bodies are streamed in both directions, nothing is kept, and
 * no request is sent twice.
 */
public final class Gateway implements AutoCloseable {
  private static final int MAX_HEADER = 32 * 1024;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);
  private static final Duration IDLE_CALLER = Duration.ofSeconds(75);
  private static final Duration IDLE_SERVICE = Duration.ofSeconds(20);

  private final URI ingest;
  private final URI query;
  private final LoopResources loops;
  private final ConnectionProvider connections;
  private final HttpClient client;
  private final DisposableServer server;

  private Gateway(String bind, int port, URI ingest, URI query) {
    this.ingest = ingest;
    this.query = query;
    this.loops = LoopResources.create("gateway", 2, true);
    this.connections =
        ConnectionProvider.builder("gateway")
            .maxConnections(512)
            .pendingAcquireMaxCount(1024)
            .pendingAcquireTimeout(Duration.ofSeconds(5))
            .maxIdleTime(IDLE_SERVICE)
            .build();
    this.client =
        HttpClient.create(connections)
            .runOn(loops)
            .disableRetry(true)
            .responseTimeout(ANSWER_LIMIT)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_LIMIT.toMillis());
    HttpServer http =
        HttpServer.create()
            .runOn(loops)
            .host(bind)
            .port(port)
            .idleTimeout(IDLE_CALLER)
            .httpRequestDecoder(
                spec -> spec.maxInitialLineLength(MAX_HEADER).maxHeaderSize(MAX_HEADER))
            .handle(this::forward);
    boolean bound = false;
    try {
      this.server = http.bindNow(Duration.ofSeconds(10));
      bound = true;
    } finally {
      if (!bound) {
        release();
      }
    }
  }

  /**
   * Opens the port.
   *
   * @param port 0 for a free one
   * @param ingest base address of ingest-api
   * @param query base address of query-api
   * @throws ChannelBindException if the port is taken
   */
  public static Gateway open(String bind, int port, URI ingest, URI query) {
    return new Gateway(bind, port, ingest, query);
  }

  public int port() {
    return server.port();
  }

  /** Closes the port and waits for the requests under way. */
  @Override
  public void close() {
    server.disposeNow(Duration.ofSeconds(5));
    release();
  }

  private void release() {
    connections.disposeLater().block(Duration.ofSeconds(5));
    loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block(Duration.ofSeconds(5));
  }

  private Publisher<Void> forward(HttpServerRequest request, HttpServerResponse response) {
    String target = request.uri();
    Route route = Route.of(request.method().name(), target);
    String contentType = request.requestHeaders().get(HttpHeaderNames.CONTENT_TYPE);
    if (!target.startsWith("/")) {
      return refuse(response, Refusal.badTarget(route, contentType));
    }
    URI service = route.toIngest() ? ingest : query;
    HttpMethod method = request.method();
    return client
        .headers(headers ->
            ForwardedHeaders.copyRequest(
                request.requestHeaders(), headers, address(request.remoteAddress())))
        .request(method)
        .uri(service + target)
        .send((outgoing, out) -> {
          if (ForwardedHeaders.announcesBody(request.requestHeaders())) {
            return out.send(request.receive().retain());
          }
          if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            outgoing.header(HttpHeaderNames.CONTENT_LENGTH, "0");
          }
          return out;
        })
        .response((answer, body) -> relay(answer, body, response))
        .onErrorResume(failure ->
            response.hasSentHeaders()
                ? Mono.error(failure)
                : refuse(response, Refusal.of(failure, route, contentType)))
        .then();
  }

  private static Publisher<Void> relay(
      HttpClientResponse answer, ByteBufFlux body, HttpServerResponse response) {
    response.status(answer.status());
    ForwardedHeaders.copy(answer.responseHeaders(), response.responseHeaders());
    Flux<ByteBuf> bytes = body.retain();
    // Flushed buffer by buffer: a stream of events has to reach its reader at once.
    return response.send(bytes, buffer -> true);
  }

  private static Mono<Void> refuse(HttpServerResponse response, Refusal refusal) {
    response.status(refusal.status());
    response.header(HttpHeaderNames.CONTENT_TYPE, refusal.contentType());
    response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(refusal.body().remaining()));
    if (refusal.retryAfterSeconds() > 0) {
      response.header(HttpHeaderNames.RETRY_AFTER, Integer.toString(refusal.retryAfterSeconds()));
    }
    return response.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(refusal.body()))).then();
  }

  private static String address(@Nullable InetSocketAddress remote) {
    return remote == null ? "unknown" : Objects.requireNonNull(remote.getHostString());
  }
}
