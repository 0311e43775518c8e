package dev.seamark.migrations;

import org.jspecify.annotations.Nullable;

/** The schema could not be brought up to date. The message says what failed and where. */
public final class MigrationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MigrationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
