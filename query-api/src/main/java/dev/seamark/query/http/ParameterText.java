package dev.seamark.query.http;

/** What the API's description says of parameters that many endpoints have. */
public final class ParameterText {
  public static final String INSTANT =
      "RFC 3339 like `2026-11-20T12:00:00.123456789Z`, or a number since 1970 with its unit"
          + " (`1763640000s`, `…ms`, `…us`, `…ns`). A number without unit counts nanoseconds.";
  public static final String DURATION =
      "A number with its unit (`150ms`, `2s`, `1.5s`, `3m`, `1h`); without one it counts"
          + " nanoseconds.";
  public static final String CURSOR =
      "`next_cursor` or `previous_cursor` of a page of the same query: only `limit` and `fields` may"
          + " differ.";

  private ParameterText() {}
}
