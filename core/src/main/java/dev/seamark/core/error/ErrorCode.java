package dev.seamark.core.error;

/**
 * Everything that can go wrong for a caller; transports map {@link Kind} to a status in one place.
 */
public enum ErrorCode {
  INVALID_ARGUMENT(Kind.CALLER),
  INVALID_CURSOR(Kind.CALLER),
  NOT_FOUND(Kind.CALLER),
  UNAUTHENTICATED(Kind.CALLER),
  PERMISSION_DENIED(Kind.CALLER),
  UNSUPPORTED_MEDIA_TYPE(Kind.CALLER),
  PAYLOAD_TOO_LARGE(Kind.CALLER),
  MALFORMED_PAYLOAD(Kind.CALLER),
  QUERY_TOO_EXPENSIVE(Kind.CALLER),
  RATE_LIMITED(Kind.OVERLOAD),
  QUEUE_FULL(Kind.OVERLOAD),
  TOO_MANY_QUERIES(Kind.OVERLOAD),
  STORE_UNAVAILABLE(Kind.OVERLOAD),
  QUERY_TIMEOUT(Kind.OVERLOAD),
  BLOCK_REFUSED(Kind.OURS),
  INTERNAL(Kind.OURS);

  /** Who has to act: the caller changes the request, everybody waits, or we mend a defect. */
  public enum Kind {
    CALLER,
    OVERLOAD,
    OURS
  }

  private final Kind kind;

  ErrorCode(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
