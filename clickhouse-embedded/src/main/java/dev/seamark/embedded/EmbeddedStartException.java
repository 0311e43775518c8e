package dev.seamark.embedded;

import org.jspecify.annotations.Nullable;

/** The engine or Redis could not be fetched or started; the message says what to do about it. */
public final class EmbeddedStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EmbeddedStartException(String message) {
    this(message, null);
  }

  public EmbeddedStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
