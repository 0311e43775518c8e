package dev.seamark.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ApiKeyCredentials;
import dev.seamark.core.workspace.ApiKeyReader;
import dev.seamark.core.workspace.Scope;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Calls of JSON routes: the key is checked first, failures become problem documents (RFC 9457). */
public final class JsonCalls {
  private static final Logger LOG = LoggerFactory.getLogger(JsonCalls.class);
  private static final String RETRY_AFTER_SECONDS = "2";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ApiKeyReader keys;
  private final Scheduler blocking;

  /**
   * @param blocking runs blocking tasks, on a virtual thread each
   */
  public JsonCalls(ApiKeyReader keys, Scheduler blocking) {
    this.keys = keys;
    this.blocking = blocking;
  }

  /** What a route answers. */
  public record Answer(HttpStatus status, JsonNode json) {
    public static Answer ok(JsonNode json) {
      return new Answer(HttpStatus.OK, json);
    }
  }

  /**
   * Answers a call of a key with a scope.
   *
   * @param action gets the key
   */
  public Mono<ServerResponse> answer(
      ServerRequest request, Scope scope, Function<ApiKey, Mono<Answer>> action) {
    HttpHeaders headers = request.headers().asHttpHeaders();
    return blocking(() ->
            ApiKeyCredentials.read(
                    headers.getFirst(HttpHeaders.AUTHORIZATION), headers.getFirst("x-api-key"))
                .authenticate(keys, scope))
        .flatMap(action)
        .flatMap(
            answer -> respond(answer.status(), MediaType.APPLICATION_JSON, answer.json(), false))
        .onErrorResume(failure -> problem(request, failure));
  }

  /** Runs a blocking task. */
  public <T> Mono<T> blocking(Callable<T> task) {
    return Mono.fromCallable(task).subscribeOn(blocking);
  }

  private static Mono<ServerResponse> problem(ServerRequest request, Throwable failure) {
    ErrorCode code =
        switch (failure) {
          case SeamarkException known -> known.code();
          case TimeoutException _ -> ErrorCode.STORE_UNAVAILABLE;
          default -> ErrorCode.INTERNAL;
        };
    if (code == ErrorCode.INTERNAL) {
      LOG.error("{} {} failed", request.method(), request.path(), failure);
    }
    HttpStatus status = status(code);
    ObjectNode json = JSON.createObjectNode();
    json.put(
        "type", "urn:seamark:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.put("title", status.getReasonPhrase());
    json.put("status", status.value());
    json.put(
        "detail",
        switch (failure) {
          case SeamarkException known -> String.valueOf(known.getMessage());
          case TimeoutException _ -> "body: not complete in time";
          default -> "an error of the server; its log says more";
        });
    json.put("code", code.name());
    json.put("instance", request.path());
    return respond(
        status, MediaType.APPLICATION_PROBLEM_JSON, json, code.kind() == ErrorCode.Kind.OVERLOAD);
  }

  private static HttpStatus status(ErrorCode code) {
    return switch (code) {
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
      case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case UNSUPPORTED_MEDIA_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
      case PAYLOAD_TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE;
      case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
      default ->
          switch (code.kind()) {
            case CALLER -> HttpStatus.BAD_REQUEST;
            case OVERLOAD -> HttpStatus.SERVICE_UNAVAILABLE;
            case OURS -> HttpStatus.INTERNAL_SERVER_ERROR;
          };
    };
  }

  private static Mono<ServerResponse> respond(
      HttpStatus status, MediaType type, JsonNode json, boolean retry) {
    try {
      ServerResponse.BodyBuilder response = ServerResponse.status(status).contentType(type);
      if (status == HttpStatus.UNAUTHORIZED) {
        response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"seamark\"");
      }
      if (retry) {
        response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
      }
      return response.bodyValue(JSON.writeValueAsString(json) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
