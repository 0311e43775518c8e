package dev.seamark.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.seamark.core.error.ErrorCode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * A failure as RFC 9457 describes it.
 *
 * @param code one of {@link ErrorCode}, or the name of an HTTP status that needs no own code
 * @param parameter the parameter at fault, if one is
 */
@JsonInclude(Include.NON_NULL)
@Schema(description = "A failure as RFC 9457 describes it.")
public record Problem(
    @Schema(example = "urn:seamark:problem:invalid-argument") String type,
    @Schema(example = "Bad Request") String title,
    @Schema(example = "400") int status,
    @Schema(
            description = "What is wrong: name, value and what is expected.",
            example = "limit: 0 (expected: 1..1000)")
        String detail,
    @Schema(description = "What programs compare.", example = "INVALID_ARGUMENT") String code,
    @Schema(description = "The path that was asked for.", example = "/api/v1/traces")
        String instance,
    @Schema(description = "The parameter at fault, if one is.", example = "limit")
        @Nullable String parameter) {

  static Problem of(
      HttpStatus status, String code, String detail, String instance, @Nullable String parameter) {
    return new Problem(
        "urn:seamark:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'),
        status.getReasonPhrase(),
        status.value(),
        detail,
        code,
        instance,
        parameter);
  }

  /** The one place where codes become statuses. */
  static HttpStatus status(ErrorCode code) {
    return switch (code) {
      case INVALID_ARGUMENT, INVALID_CURSOR, MALFORMED_PAYLOAD -> HttpStatus.BAD_REQUEST;
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
      case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case PAYLOAD_TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE;
      case UNSUPPORTED_MEDIA_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
      case QUERY_TOO_EXPENSIVE -> HttpStatus.UNPROCESSABLE_ENTITY;
      case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
      case QUEUE_FULL, TOO_MANY_QUERIES, STORE_UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case QUERY_TIMEOUT -> HttpStatus.GATEWAY_TIMEOUT;
      case BLOCK_REFUSED, INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  /** The code of a status that Spring decided on: no such path, no such method. */
  static String code(HttpStatusCode status) {
    return switch (status.value()) {
      case 400 -> ErrorCode.INVALID_ARGUMENT.name();
      case 404 -> ErrorCode.NOT_FOUND.name();
      case 413 -> ErrorCode.PAYLOAD_TOO_LARGE.name();
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE.name();
      default -> HttpStatus.valueOf(status.value()).name();
    };
  }
}
