package dev.seamark.ingest.worker;

import dev.seamark.core.ingest.Block;
import dev.seamark.core.ingest.ContentHash;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.ingest.Table;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.Scope;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.ingest.attribute.AttributeLimits;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.otlp.EncodedRequest;
import dev.seamark.ingest.otlp.Requests;
import dev.seamark.ingest.otlp.SignalEncoding;
import dev.seamark.ingest.span.SpanLimits;
import dev.seamark.ingest.span.TraceSignal;
import dev.seamark.storage.clickhouse.span.SpanBlocks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Envelopes as requests become. */
final class Envelopes {
  private static final ApiKey OWNER =
      new ApiKey(
          "pk-sm-test",
          "hash",
          "test",
          new WorkspaceId(new UUID(0, 1)),
          new ProjectId(new UUID(0, 2)),
          30,
          Set.of(Scope.INGEST));

  private Envelopes() {}

  /** An envelope of so many random spans, each a trace of its own. */
  static Envelope random(int spans) {
    Instant now = Clock.systemUTC().instant();
    long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    try (SpanBlocks blocks = new SpanBlocks(Clock.systemUTC())) {
      TraceSignal signal =
          new TraceSignal(
              new AttributeMapper(new AttributeLimits(100, 100, 1000, 5)),
              new SpanLimits(10_000, 10, 10, 100, Duration.ofDays(1), Duration.ofDays(1)),
              blocks);
      SignalEncoding encoding = signal.begin(OWNER, nanos);
      encoding.add(Requests.random(spans, nanos));
      EncodedRequest request = encoding.finish();
      return envelope(request.blocks(), request.traceIds());
    }
  }

  /** An envelope whose content no store takes. */
  static Envelope damaged() {
    return envelope(
        List.of(new Block(Table.SPANS, 1, new byte[] {1, 2, 3, 4, 5, 6, 7, 8})), Set.of());
  }

  private static Envelope envelope(List<Block> blocks, Set<TraceId> traceIds) {
    return new Envelope(
        new ContentHash(ThreadLocalRandom.current().nextLong(), 1),
        OWNER.workspaceId(),
        OWNER.projectId(),
        Clock.systemUTC().millis(),
        blocks,
        traceIds);
  }
}
