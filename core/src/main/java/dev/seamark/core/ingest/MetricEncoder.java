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
  List<Block> encode(ApiKey owner, long acceptedEpochNanos, List<MetricPoint> points);
}
