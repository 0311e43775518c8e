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
 */
public record EncodedRequest(
    int accepted, List<Block> blocks, Set<TraceId> traceIds, Rejections rejections) {
  public EncodedRequest {
    blocks = List.copyOf(blocks);
    traceIds = Set.copyOf(traceIds);
  }
}
