package dev.seamark.query.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Answers every failure with a {@link Problem}, whichever part of the service it comes from. */
@Component
@Order(-2) // before Spring Boot's own handler
final class ProblemHandler implements WebExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
  private static final String RETRY_AFTER_SECONDS = "2";

  private final ObjectMapper json;

  ProblemHandler(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    ServerHttpResponse response = exchange.getResponse();
    if (response.isCommitted()) {
      return Mono.error(failure);
    }
    Problem problem = problem(exchange.getRequest().getPath().value(), failure);
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (failure instanceof ResponseStatusException status) {
      headers.putAll(status.getHeaders());
    }
    if (problem.status() == HttpStatus.UNAUTHORIZED.value()) {
      headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"seamark\"");
    }
    if (failure instanceof SeamarkException known && known.isTransient()) {
      headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    response.setRawStatusCode(problem.status());
    return response.writeWith(
        Mono.fromSupplier(() -> response.bufferFactory().wrap(bytes(problem))));
  }

  private static Problem problem(String path, Throwable failure) {
    return switch (failure) {
      case ParameterException e ->
          Problem.of(
              HttpStatus.BAD_REQUEST,
              ErrorCode.INVALID_ARGUMENT.name(),
              message(e),
              path,
              e.parameter());
      case SeamarkException e ->
          Problem.of(
              Problem.status(e.code()),
              e.code().name(),
              detail(path, e),
              path,
              e.code() == ErrorCode.INVALID_CURSOR ? "cursor" : null);
      case ResponseStatusException e ->
          Problem.of(
              HttpStatus.valueOf(e.getStatusCode().value()),
              Problem.code(e.getStatusCode()),
              reason(path, e),
              path,
              null);
      default -> {
        LOG.error("{}: failed", path, failure);
        yield Problem.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            ErrorCode.INTERNAL.name(),
            "A defect of Seamark; its log has the details.",
            path,
            null);
      }
    };
  }

  private static String reason(String path, ResponseStatusException e) {
    if (e.getStatusCode().value() == HttpStatus.NOT_FOUND.value()) {
      return path + ": nothing here (expected: a path of /openapi.json)";
    }
    String reason = e.getReason();
    return reason == null ? message(e) : reason;
  }

  /**
   * What the caller may know: the store's own words can name hosts and tables, so the log has them.
   */
  private static String detail(String path, SeamarkException e) {
    return switch (e.code()) {
      case INVALID_ARGUMENT,
          INVALID_CURSOR,
          NOT_FOUND,
          UNAUTHENTICATED,
          PERMISSION_DENIED,
          UNSUPPORTED_MEDIA_TYPE,
          PAYLOAD_TOO_LARGE,
          MALFORMED_PAYLOAD,
          RATE_LIMITED,
          QUEUE_FULL ->
          message(e);
      case QUERY_TOO_EXPENSIVE -> {
        LOG.info("{}: too expensive: {}", path, message(e));
        yield "The query would read more than one query may (expected: a smaller limit, a"
            + " shorter time range or a narrower filter)";
      }
      case QUERY_TIMEOUT -> {
        LOG.warn("{}: timed out: {}", path, message(e));
        yield "The query took longer than one query may (expected: a shorter time range, a narrower"
            + " filter, or to try again)";
      }
      case TOO_MANY_QUERIES -> {
        LOG.warn("{}: refused: {}", path, message(e));
        yield "Too many queries are running; try again later";
      }
      case STORE_UNAVAILABLE -> {
        LOG.warn("{}: no store: {}", path, message(e));
        yield "The store cannot be reached; try again later";
      }
      case BLOCK_REFUSED, INTERNAL -> {
        LOG.error("{}: failed", path, e);
        yield "A defect of Seamark; its log has the details.";
      }
    };
  }

  private byte[] bytes(Problem problem) {
    try {
      return json.writeValueAsBytes(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts and a number is always JSON", e);
    }
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
