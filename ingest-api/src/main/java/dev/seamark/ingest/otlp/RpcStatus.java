package dev.seamark.ingest.otlp;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;

/**
 * What an error is to an OTLP client: the answer's body over HTTP, the status over gRPC.
 *
 * @param retry whether the same request can succeed later
 */
record RpcStatus(Code code, String message, boolean retry) {
  private static final int MAX_MESSAGE = 1000;

  RpcStatus {
    message = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
  }

  static RpcStatus of(SeamarkException failure) {
    return new RpcStatus(
        code(failure.code()), String.valueOf(failure.getMessage()), failure.isTransient());
  }

  static Code code(ErrorCode code) {
    return switch (code) {
      case INVALID_ARGUMENT, INVALID_CURSOR, MALFORMED_PAYLOAD, UNSUPPORTED_MEDIA_TYPE ->
          Code.INVALID_ARGUMENT;
      case NOT_FOUND -> Code.NOT_FOUND;
      case UNAUTHENTICATED -> Code.UNAUTHENTICATED;
      case PERMISSION_DENIED -> Code.PERMISSION_DENIED;
      case PAYLOAD_TOO_LARGE, QUERY_TOO_EXPENSIVE, RATE_LIMITED -> Code.RESOURCE_EXHAUSTED;
      case QUEUE_FULL, TOO_MANY_QUERIES, STORE_UNAVAILABLE, QUERY_TIMEOUT -> Code.UNAVAILABLE;
      case BLOCK_REFUSED, INTERNAL -> Code.INTERNAL;
    };
  }

  /** Code and message. */
  Status.Builder plain() {
    return Status.newBuilder().setCode(code.getNumber()).setMessage(message);
  }

  /** With {@code BadRequest}, naming the body as what has to change. */
  Status malformed() {
    BadRequest.FieldViolation body =
        BadRequest.FieldViolation.newBuilder().setField("body").setDescription(message).build();
    return plain()
        .addDetails(Any.pack(BadRequest.newBuilder().addFieldViolations(body).build()))
        .build();
  }

  /**
   * As a gRPC client wants it: {@code BadRequest} for what it has to change, {@code RetryInfo} for
   * what it may send again. Without the latter it must not repeat a {@code RESOURCE_EXHAUSTED}.
   */
  Status forGrpc(OtlpLimits limits) {
    if (code == Code.INVALID_ARGUMENT) {
      return malformed();
    }
    if (!retry) {
      return plain().build();
    }
    Duration delay = Duration.newBuilder().setSeconds(limits.retryAfterSeconds()).build();
    return plain()
        .addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()))
        .build();
  }
}
