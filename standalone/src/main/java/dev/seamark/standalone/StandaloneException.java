package dev.seamark.standalone;

import org.jspecify.annotations.Nullable;

/** The stack cannot run; the message is meant for the person at the terminal. */
final class StandaloneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StandaloneException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
