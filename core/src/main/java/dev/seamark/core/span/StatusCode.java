package dev.seamark.core.span;

/** OTLP's status codes, in the order of their wire numbers 0 to 2. */
public enum StatusCode {
  UNSET,
  OK,
  ERROR;

  private static final StatusCode[] BY_NUMBER = values();

  /** The code of a wire number; a number of a later specification is {@link #UNSET}. */
  public static StatusCode of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNSET;
  }
}
