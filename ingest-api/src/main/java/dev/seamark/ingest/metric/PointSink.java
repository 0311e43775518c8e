package dev.seamark.ingest.metric;

import dev.seamark.core.metric.MetricPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes mapped points and hands them on a few thousand at a time: a mapped point takes several
 * times the memory of one on the wire, and one metric can have any number of them.
 */
final class PointSink {
  private static final int SLICE = 4096;

  private final int room;
  private final Consumer<List<MetricPoint>> next;
  private final List<MetricPoint> slice = new ArrayList<>();
  private int accepted;

  /**
   * A sink.
   *
   * @param room points that it takes
   */
  PointSink(int room, Consumer<List<MetricPoint>> next) {
    this.room = room;
    this.next = next;
  }

  boolean isFull() {
    return accepted >= room;
  }

  void add(MetricPoint point) {
    accepted++;
    slice.add(point);
    if (slice.size() == SLICE) {
      flush();
    }
  }

  /** Hands on what is left; to be called after the last point. */
  void flush() {
    if (!slice.isEmpty()) {
      next.accept(slice);
      slice.clear();
    }
  }

  int accepted() {
    return accepted;
  }
}
