package dev.seamark.standalone.gateway;

import io.netty.handler.timeout.ReadTimeoutException;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's own answer when no service gave one.
 *
 * @param retryAfterSeconds 0 when trying again does not help
 */
record Refusal(int status, String contentType, ByteBuffer body, int retryAfterSeconds) {
  private static final int GRPC_INVALID_ARGUMENT = 3;
  private static final int GRPC_UNAVAILABLE = 14;

  /**
   * Explains a failure to reach or to hear a service. OTLP clients get 503 whatever it was: what a
   * service has taken in is recognised when it is sent again.
   *
   * @param contentType of the request, which OTLP answers in kind
   */
  static Refusal of(Throwable failure, Route route, @Nullable String contentType) {
    String service = route.toIngest() ? "ingest-api" : "query-api";
    boolean unreachable = failure instanceof ConnectException || isPoolFailure(failure);
    String detail =
        unreachable
            ? service + " is not there at the moment"
            : failure instanceof ReadTimeoutException
                ? service + " did not answer in time"
                : service + " broke off the connection";
    if (route == Route.OTLP) {
      return otlp(503, GRPC_UNAVAILABLE, detail, contentType, 1);
    }
    if (unreachable) {
      return problem(503, "Service Unavailable", "STORE_UNAVAILABLE", detail, 1);
    }
    return failure instanceof ReadTimeoutException
        ? problem(504, "Gateway Timeout", "QUERY_TIMEOUT", detail, 1)
        : problem(502, "Bad Gateway", "INTERNAL", detail, 1);
  }

  /** A request target that is not a path. */
  static Refusal badTarget(Route route, @Nullable String contentType) {
    String detail = "request target: (expected: a path that begins with /)";
    return route == Route.OTLP
        ? otlp(400, GRPC_INVALID_ARGUMENT, detail, contentType, 0)
        : problem(400, "Bad Request", "INVALID_ARGUMENT", detail, 0);
  }

  private static boolean isPoolFailure(Throwable failure) {
    return failure.getClass().getPackageName().startsWith("reactor.pool")
        || failure.getClass().getPackageName().startsWith("reactor.netty.internal.shaded");
  }

  private static Refusal problem(
      int status, String title, String code, String detail, int retryAfterSeconds) {
    String json =
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":\"%s\"}"
            .formatted(title, status, detail, code);
    return new Refusal(
        status, "application/problem+json", StandardCharsets.UTF_8.encode(json), retryAfterSeconds);
  }

  /** A google.rpc.Status in the request's encoding. */
  private static Refusal otlp(
      int status, int code, String detail, @Nullable String contentType, int retryAfterSeconds) {
    boolean json = contentType != null && contentType.toLowerCase(Locale.ROOT).contains("json");
    if (json) {
      String text = "{\"code\":%d,\"message\":\"%s\"}".formatted(code, detail);
      return new Refusal(
          status, "application/json", StandardCharsets.UTF_8.encode(text), retryAfterSeconds);
    }
    byte[] message = detail.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(1 << 3);
    out.write(code);
    out.write(2 << 3 | 2);
    out.write(message.length);
    out.writeBytes(message);
    return new Refusal(
        status, "application/x-protobuf", ByteBuffer.wrap(out.toByteArray()), retryAfterSeconds);
  }
}
