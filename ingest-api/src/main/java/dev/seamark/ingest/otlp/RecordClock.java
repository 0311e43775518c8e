package dev.seamark.ingest.otlp;

import dev.seamark.core.workspace.ApiKey;
import java.time.Duration;

/**
 * The times that records may have: not before the project's retention ends them, not absurdly
 * early, not far in the future. A record older than its retention would be deleted as soon as it is
 * stored, so it is refused openly.
 *
 * @param nowEpochNanos when the request came
 * @param maxAge of a record, whatever the retention
 * @param retention of the project
 * @param maxAhead of any time
 */
public record RecordClock(
    long nowEpochNanos, Duration maxAge, Duration retention, Duration maxAhead) {

  /** For records of the owner's project. */
  public static RecordClock of(
      ApiKey owner, long nowEpochNanos, Duration maxAge, Duration maxAhead) {
    return new RecordClock(nowEpochNanos, maxAge, Duration.ofDays(owner.retentionDays()), maxAhead);
  }

  /**
   * Checks the time that decides how long a record is kept.
   *
   * @param name of the field, in reasons
   * @param time nanoseconds since 1970, unsigned as on the wire
   */
  public boolean accepts(String name, long time, Rejections rejections) {
    if (time == 0) {
      rejections.reject(name, "0 (expected: nanoseconds since 1970)");
      return false;
    }
    if (!isNotAhead(name, time, rejections)) {
      return false;
    }
    if (time < nowEpochNanos - maxAge.toNanos()) {
      rejections.reject(name + "_old", time + " (expected: at most " + maxAge + " ago)");
      return false;
    }
    if (time < nowEpochNanos - retention.toNanos()) {
      rejections.reject(
          name + "_expired",
          time + " (expected: within the project's retention, " + retention.toDays() + " days)");
      return false;
    }
    return true;
  }

  /** Whether something of that time, nanoseconds since 1970, would be kept. */
  public boolean isKept(long time) {
    return time >= nowEpochNanos - Math.min(maxAge.toNanos(), retention.toNanos())
        && time <= nowEpochNanos + maxAhead.toNanos();
  }

  /** Checks a time that only must not lie in the future; 0 is none. */
  public boolean isNotAhead(String name, long time, Rejections rejections) {
    // What looks negative lies beyond the year 2262.
    if (time < 0 || time > nowEpochNanos + maxAhead.toNanos()) {
      rejections.reject(
          name + "_ahead",
          Long.toUnsignedString(time) + " (expected: at most " + maxAhead + " ahead)");
      return false;
    }
    return true;
  }
}
