package dev.seamark.ingest.span;

import dev.seamark.ingest.otlp.Rejections;
import java.time.Duration;

/**
 * The times that spans may have: not before the project's retention ends them, not absurdly early,
 * not far in the future. A span older than its retention would be deleted as soon as it is stored,
 * so it is refused openly.
 *
 * @param nowEpochNanos when the request came
 * @param maxAge of a start, whatever the retention
 * @param retention of the project
 * @param maxAhead of a start or an end
 */
record SpanClock(long nowEpochNanos, Duration maxAge, Duration retention, Duration maxAhead) {

  /** Checks a span's times, nanoseconds since 1970 and unsigned as on the wire. */
  boolean accepts(long start, long end, Rejections rejections) {
    if (start == 0) {
      rejections.reject("start_time", "0 (expected: nanoseconds since 1970)");
      return false;
    }
    long latest = nowEpochNanos + maxAhead.toNanos();
    // What looks negative lies beyond the year 2262.
    if (start < 0 || start > latest) {
      rejections.reject("start_time_ahead", ahead(start));
      return false;
    }
    if (start < nowEpochNanos - maxAge.toNanos()) {
      rejections.reject("start_time_old", start + " (expected: at most " + maxAge + " ago)");
      return false;
    }
    if (start < nowEpochNanos - retention.toNanos()) {
      rejections.reject(
          "start_time_expired",
          start + " (expected: within the project's retention, " + retention.toDays() + " days)");
      return false;
    }
    if (end < 0 || end > latest) {
      rejections.reject("end_time_ahead", ahead(end));
      return false;
    }
    return true;
  }

  private String ahead(long time) {
    return Long.toUnsignedString(time) + " (expected: at most " + maxAhead + " ahead)";
  }
}
