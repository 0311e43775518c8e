package dev.seamark.ingest.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.http.HttpStatus;

/**
 * An answer on an OTLP path, encoded. All signals' export responses look the same on the wire, so
 * the traces' one serves all; errors are {@code google.rpc.Status}.
 *
 * @param retry whether the same request can succeed later
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record OtlpReply(HttpStatus status, OtlpEncoding encoding, byte[] body, boolean retry) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Everything that was accepted, and what was not. */
  static OtlpReply success(OtlpEncoding encoding, OtlpSignal signal, Rejections rejections) {
    byte[] body =
        switch (encoding) {
          case PROTOBUF ->
              rejections.isEmpty()
                  ? new byte[0]
                  : ExportTraceServiceResponse.newBuilder()
                      .setPartialSuccess(
                          ExportTracePartialSuccess.newBuilder()
                              .setRejectedSpans(rejections.rejectedCount())
                              .setErrorMessage(rejections.message()))
                      .build()
                      .toByteArray();
          case JSON ->
              json(out -> {
                if (!rejections.isEmpty()) {
                  out.writeObjectFieldStart("partialSuccess");
                  out.writeStringField(
                      signal.rejectedCountName(), Long.toString(rejections.rejectedCount()));
                  out.writeStringField("errorMessage", rejections.message());
                  out.writeEndObject();
                }
              });
        };
    return new OtlpReply(HttpStatus.OK, encoding, body, false);
  }

  /** A failure with a code. */
  static OtlpReply failure(OtlpEncoding encoding, SeamarkException failure) {
    return failure(encoding, httpStatus(failure.code()), RpcStatus.of(failure));
  }

  static OtlpReply failure(OtlpEncoding encoding, HttpStatus status, RpcStatus error) {
    boolean malformed = status == HttpStatus.BAD_REQUEST;
    byte[] body =
        switch (encoding) {
          case PROTOBUF -> (malformed ? error.malformed() : error.plain().build()).toByteArray();
          case JSON ->
              json(out -> {
                out.writeNumberField("code", error.code().getNumber());
                out.writeStringField("message", error.message());
                if (malformed) {
                  writeBadRequest(out, error.message());
                }
              });
        };
    return new OtlpReply(status, encoding, body, error.retry());
  }

  private static void writeBadRequest(JsonGenerator out, String message) throws IOException {
    out.writeArrayFieldStart("details");
    out.writeStartObject();
    out.writeStringField("@type", "type.googleapis.com/google.rpc.BadRequest");
    out.writeArrayFieldStart("fieldViolations");
    out.writeStartObject();
    out.writeStringField("field", "body");
    out.writeStringField("description", message);
    out.writeEndObject();
    out.writeEndArray();
    out.writeEndObject();
    out.writeEndArray();
  }

  private static HttpStatus httpStatus(ErrorCode code) {
    return switch (code) {
      case INVALID_ARGUMENT, INVALID_CURSOR, MALFORMED_PAYLOAD -> HttpStatus.BAD_REQUEST;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
      case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
      case UNSUPPORTED_MEDIA_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
      case PAYLOAD_TOO_LARGE, QUERY_TOO_EXPENSIVE -> HttpStatus.PAYLOAD_TOO_LARGE;
      case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
      case QUEUE_FULL, TOO_MANY_QUERIES, STORE_UNAVAILABLE, QUERY_TIMEOUT ->
          HttpStatus.SERVICE_UNAVAILABLE;
      case BLOCK_REFUSED, INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  private static byte[] json(Members members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      members.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  @FunctionalInterface
  private interface Members {
    void write(JsonGenerator out) throws IOException;
  }
}
