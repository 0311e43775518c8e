package dev.seamark.core.ingest;

import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.workspace.ApiKey;
import java.util.List;

/** Encodes data points into blocks that the store takes unparsed. */
@FunctionalInterface
public interface MetricEncoder {

  /**
   * One block per table touched.
   *
   * @param owner workspace, project and retention of every row
   * @param acceptedEpochNanos when the points came, nanoseconds since 1970
   */
  Encoded encode(ApiKey owner, long acceptedEpochNanos, List<MetricPoint> points);

  /**
   * Encoded points.
   *
   * @param durable to be run once the blocks are durable, and only then: what they say of series
   *     need not be said again for a while
   */
  record Encoded(List<Block> blocks, Runnable durable) {
    public Encoded {
      blocks = List.copyOf(blocks);
    }
  }
}
