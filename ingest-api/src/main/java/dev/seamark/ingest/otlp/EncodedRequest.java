package dev.seamark.ingest.otlp;

import dev.seamark.core.ingest.Block;
import dev.seamark.core.span.TraceId;
import java.util.List;
import java.util.Set;

/**
 * A request ready for the store.
 *
 * @param accepted records in the blocks
 * @param blocks empty when nothing was accepted
 * @param traceIds traces that got spans
 * @param durable run once the blocks are durable, and only then
 */
public record EncodedRequest(
    int accepted,
    List<Block> blocks,
    Set<TraceId> traceIds,
    Rejections rejections,
    Runnable durable) {
  public EncodedRequest {
    blocks = List.copyOf(blocks);
    traceIds = Set.copyOf(traceIds);
  }

  /** A request after which there is nothing to do. */
  public EncodedRequest(
      int accepted, List<Block> blocks, Set<TraceId> traceIds, Rejections rejections) {
    this(accepted, blocks, traceIds, rejections, () -> {});
  }
}
