package dev.seamark.core.trace;

import java.util.Comparator;

/** The orders that traces are listed in; both are total, so that a page never overlaps another. */
public enum TraceOrder {
  NEWEST_FIRST,
  OLDEST_FIRST;

  public Comparator<TracePosition> comparator() {
    return switch (this) {
      case NEWEST_FIRST -> Comparator.reverseOrder();
      case OLDEST_FIRST -> Comparator.naturalOrder();
    };
  }

  public TraceOrder reversed() {
    return switch (this) {
      case NEWEST_FIRST -> OLDEST_FIRST;
      case OLDEST_FIRST -> NEWEST_FIRST;
    };
  }
}
