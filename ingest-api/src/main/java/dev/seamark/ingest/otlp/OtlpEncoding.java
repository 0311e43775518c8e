package dev.seamark.ingest.otlp;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** The two encodings of OTLP over HTTP. A reply comes in its request's encoding. */
public enum OtlpEncoding {
  PROTOBUF("x-protobuf"),
  JSON("json");

  private final String subtype;

  OtlpEncoding(String subtype) {
    this.subtype = subtype;
  }

  public MediaType mediaType() {
    return new MediaType("application", subtype);
  }

  /** Reads a {@code Content-Type}; its parameters do not matter. */
  public static Optional<OtlpEncoding> of(@Nullable String contentType) {
    if (contentType == null) {
      return Optional.empty();
    }
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return switch (type.strip().toLowerCase(Locale.ROOT)) {
      case "application/x-protobuf", "application/protobuf" -> Optional.of(PROTOBUF);
      case "application/json" -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }
}
