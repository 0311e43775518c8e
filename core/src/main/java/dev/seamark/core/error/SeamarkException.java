package dev.seamark.core.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A failure with a code. The message is meant for the caller: it names value and expectation. */
public final class SeamarkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public SeamarkException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public SeamarkException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  public ErrorCode code() {
    return code;
  }

  /** Whether the same request can succeed later without being changed. */
  public boolean isTransient() {
    return code.kind() == ErrorCode.Kind.OVERLOAD;
  }
}
