package dev.seamark.ingest.otlp;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of a request was not taken as sent: records rejected by reason, and values cut to a limit.
 * Filled by one thread.
 */
public final class Rejections {
  private static final int MAX_MESSAGE = 1000;

  private final Map<String, Tally> rejected = new TreeMap<>();
  private final Map<String, Tally> cut = new TreeMap<>();

  /**
   * Counts a rejected record.
   *
   * @param reason a short constant such as {@code trace_id}
   * @param detail value and expectation; that of the first record is reported
   */
  public void reject(String reason, String detail) {
    rejected.computeIfAbsent(reason, _ -> new Tally(detail)).count++;
  }

  /** Counts a value that was shortened or left out while its record was kept. */
  public void cut(String what, String detail) {
    cut.computeIfAbsent(what, _ -> new Tally(detail)).count++;
  }

  public long rejectedCount() {
    return rejected.values().stream().mapToLong(tally -> tally.count).sum();
  }

  public Map<String, Long> rejectedByReason() {
    return counts(rejected);
  }

  public Map<String, Long> cutByKind() {
    return counts(cut);
  }

  public boolean isEmpty() {
    return rejected.isEmpty() && cut.isEmpty();
  }

  /** All reasons with their counts, of bounded length. */
  public String message() {
    StringBuilder message = new StringBuilder();
    rejected.forEach((reason, tally) -> append(message, "rejected ", reason, tally));
    cut.forEach((what, tally) -> append(message, "cut ", what, tally));
    return message.length() <= MAX_MESSAGE
        ? message.toString()
        : message.substring(0, MAX_MESSAGE) + "…";
  }

  private static void append(StringBuilder message, String verb, String reason, Tally tally) {
    if (!message.isEmpty()) {
      message.append("; ");
    }
    message.append(verb).append(tally.count).append(" for ").append(reason).append(": ");
    message.append(tally.firstDetail);
  }

  private static Map<String, Long> counts(Map<String, Tally> tallies) {
    Map<String, Long> counts = new TreeMap<>();
    tallies.forEach((reason, tally) -> counts.put(reason, tally.count));
    return Collections.unmodifiableMap(counts);
  }

  private static final class Tally {
    private final String firstDetail;
    private long count;

    Tally(String firstDetail) {
      this.firstDetail = firstDetail;
    }
  }
}
