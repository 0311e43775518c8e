package dev.seamark.storage.tests;

import dev.seamark.core.ingest.Batch;
import dev.seamark.core.ingest.Block;
import dev.seamark.core.ingest.ContentHash;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.ingest.SpanEncoder;
import dev.seamark.core.ingest.Table;
import dev.seamark.core.span.Span;
import dev.seamark.core.workspace.ApiKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Envelopes as the ingest service makes them. */
public final class Envelopes {
  private Envelopes() {}

  /** An envelope with a content hash that nobody else has. */
  public static Envelope of(SpanEncoder encoder, ApiKey owner, long version, List<Span> spans) {
    return of(owner, encoder.encode(owner, version, spans), spans);
  }

  /** An envelope with these blocks for these spans. */
  public static Envelope of(ApiKey owner, List<Block> blocks, List<Span> spans) {
    return new Envelope(
        ContentHash.of(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8)),
        owner.workspaceId(),
        owner.projectId(),
        System.currentTimeMillis(),
        blocks,
        spans.stream().map(Span::traceId).collect(Collectors.toSet()));
  }

  /** A batch with a token that nobody else has. */
  public static Batch batch(Envelope... envelopes) {
    return new Batch(UUID.randomUUID().toString(), List.of(envelopes));
  }

  /** The envelope with a spans block whose bytes were damaged on the way. */
  public static Envelope damaged(Envelope envelope) {
    List<Block> blocks = new ArrayList<>();
    for (Block block : envelope.blocks()) {
      byte[] body = block.body().clone();
      if (block.table() == Table.SPANS) {
        body[body.length / 2] ^= 0x55;
      }
      blocks.add(new Block(block.table(), block.rows(), body));
    }
    return new Envelope(
        envelope.hash(),
        envelope.workspaceId(),
        envelope.projectId(),
        envelope.acceptedEpochMillis(),
        blocks,
        envelope.traceIds());
  }
}
