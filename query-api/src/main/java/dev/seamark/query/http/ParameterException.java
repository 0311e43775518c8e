package dev.seamark.query.http;

import org.jspecify.annotations.Nullable;

/**
 * A request parameter that cannot be used. The message names it, its value and what is expected.
 */
public final class ParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String parameter;

  public ParameterException(String parameter, String message) {
    this(parameter, message, null);
  }

  public ParameterException(String parameter, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.parameter = parameter;
  }

  public String parameter() {
    return parameter;
  }

  /** {@code limit: 0 (expected: 1..1000)} */
  static ParameterException unexpected(
      String parameter, String value, String expected, @Nullable Throwable cause) {
    return new ParameterException(
        parameter, parameter + ": " + value + " (expected: " + expected + ")", cause);
  }
}
