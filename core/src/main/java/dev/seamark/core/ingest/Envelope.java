package dev.seamark.core.ingest;

import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import java.util.List;
import java.util.Set;

/**
 * What one accepted request becomes: encoded rows and what must be known about them without
 * decoding them again.
 *
 * @param hash recognises a re-send of the same payload
 * @param acceptedEpochMillis when the request was accepted, milliseconds since 1970
 * @param blocks at most one per table
 * @param traceIds traces that got spans: their summaries are recomputed after the insert
 */
public record Envelope(
    ContentHash hash,
    WorkspaceId workspaceId,
    ProjectId projectId,
    long acceptedEpochMillis,
    List<Block> blocks,
    Set<TraceId> traceIds) {
  public Envelope {
    blocks = List.copyOf(blocks);
    traceIds = Set.copyOf(traceIds);
  }

  public int rows() {
    return blocks.stream().mapToInt(Block::rows).sum();
  }
}
