package dev.seamark.ingest.otlp;

import com.google.rpc.Code;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ApiKeyCredentials;
import dev.seamark.core.workspace.ApiKeyReader;
import dev.seamark.core.workspace.Scope;
import dev.seamark.ingest.body.ContentCoding;
import dev.seamark.ingest.body.MemoryBudget;
import dev.seamark.ingest.body.RequestBody;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * {@code POST /v1/…}: OTLP over HTTP for one signal. The key is checked before the body is read,
 * and every answer is one the specification knows: nothing that may succeed later is a 500.
 */
final class OtlpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpHandler.class);

  private final OtlpIngest ingest;
  private final ApiKeyReader keys;
  private final OtlpLimits limits;
  private final MemoryBudget memory;
  private final Scheduler blocking;
  private final MeterRegistry meters;

  OtlpHandler(OtlpIngest ingest, OtlpEnvironment environment) {
    this.ingest = ingest;
    this.keys = environment.keys();
    this.limits = environment.limits();
    this.memory = environment.memory();
    this.blocking = environment.blocking();
    this.meters = environment.meters();
  }

  /** Answers one request, whatever its method. */
  Mono<ServerResponse> handle(ServerRequest request) {
    HttpHeaders headers = request.headers().asHttpHeaders();
    Optional<OtlpEncoding> encoding = OtlpEncoding.of(headers.getFirst(HttpHeaders.CONTENT_TYPE));
    // JSON can be read by whoever sent something else.
    OtlpEncoding replyEncoding = encoding.orElse(OtlpEncoding.JSON);
    return Mono.defer(() -> answer(request, headers, encoding))
        .onErrorResume(failure -> Mono.just(failed(replyEncoding, failure)))
        .flatMap(this::respond);
  }

  private Mono<OtlpReply> answer(
      ServerRequest request, HttpHeaders headers, Optional<OtlpEncoding> encoding) {
    if (!HttpMethod.POST.equals(request.method())) {
      return Mono.just(
          OtlpReply.failure(
              encoding.orElse(OtlpEncoding.JSON),
              HttpStatus.METHOD_NOT_ALLOWED,
              new RpcStatus(
                  Code.UNIMPLEMENTED, "method: " + request.method() + " (expected: POST)", false)));
    }
    ApiKeyCredentials credentials =
        ApiKeyCredentials.read(
            headers.getFirst(HttpHeaders.AUTHORIZATION), headers.getFirst("x-api-key"));
    return blocking(() -> credentials.authenticate(keys, Scope.INGEST))
        .flatMap(owner -> ingest(request, headers, encoding, owner));
  }

  private Mono<OtlpReply> ingest(
      ServerRequest request, HttpHeaders headers, Optional<OtlpEncoding> declared, ApiKey owner) {
    OtlpEncoding encoding =
        declared.orElseThrow(() ->
            new SeamarkException(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "Content-Type: "
                    + abbreviate(headers.getFirst(HttpHeaders.CONTENT_TYPE))
                    + " (expected: application/x-protobuf or application/json)"));
    ContentCoding coding = ContentCoding.of(headers.getFirst(HttpHeaders.CONTENT_ENCODING));
    long limit =
        coding == ContentCoding.IDENTITY
            ? limits.maxBodyBytes()
            : Math.min(limits.maxCompressedBytes(), limits.maxBodyBytes());
    if (headers.getContentLength() > limit) {
      return Mono.error(RequestBody.tooLarge("body", limit));
    }
    return Mono.using(
        memory::open,
        claim ->
            RequestBody.collect(request.exchange().getRequest().getBody(), limit, claim)
                .timeout(limits.bodyTimeout())
                .flatMap(body ->
                    blocking(() ->
                        ingest.ingest(
                            () -> body.decode(coding, limits.maxBodyBytes()),
                            body.wireBytes(),
                            encoding,
                            owner,
                            claim)))
                .map(rejections -> OtlpReply.success(encoding, ingest.signal(), rejections)),
        MemoryBudget.Claim::close);
  }

  private <T> Mono<T> blocking(Callable<T> task) {
    return Mono.fromCallable(task).subscribeOn(blocking);
  }

  private OtlpReply failed(OtlpEncoding encoding, Throwable failure) {
    return switch (failure) {
      case SeamarkException known -> {
        LOG.debug("Refused a request: {}", known.code(), known);
        yield OtlpReply.failure(encoding, known);
      }
      case TimeoutException _ ->
          OtlpReply.failure(
              encoding,
              HttpStatus.SERVICE_UNAVAILABLE,
              new RpcStatus(
                  Code.UNAVAILABLE, "body: not complete within " + limits.bodyTimeout(), true));
      default -> {
        LOG.error("A request to {} failed", ingest.signal().name(), failure);
        yield OtlpReply.failure(
            encoding,
            HttpStatus.INTERNAL_SERVER_ERROR,
            new RpcStatus(Code.INTERNAL, "an error of the server; its log says more", false));
      }
    };
  }

  private Mono<ServerResponse> respond(OtlpReply reply) {
    meters
        .counter(
            "seamark.ingest.requests",
            "signal",
            ingest.signal().name(),
            "status",
            Integer.toString(reply.status().value()))
        .increment();
    ServerResponse.BodyBuilder response =
        ServerResponse.status(reply.status()).contentType(reply.encoding().mediaType());
    if (reply.retry()) {
      response.header(HttpHeaders.RETRY_AFTER, Long.toString(limits.retryAfterSeconds()));
    }
    if (reply.status() == HttpStatus.UNAUTHORIZED) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"seamark\"");
    }
    if (reply.status() == HttpStatus.METHOD_NOT_ALLOWED) {
      response.header(HttpHeaders.ALLOW, "POST");
    }
    return response.bodyValue(reply.body());
  }

  private static String abbreviate(@Nullable String text) {
    return text == null ? "none" : text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
