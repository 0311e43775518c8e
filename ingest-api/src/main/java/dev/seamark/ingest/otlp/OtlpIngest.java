package dev.seamark.ingest.otlp;

import dev.seamark.core.ingest.ContentHash;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.ingest.accept.EnvelopeSink;
import dev.seamark.ingest.body.MemoryBudget;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * What happens to one signal's requests after their body has arrived: inflate, decode, check, map,
 * encode, make durable. Blocking; called on virtual threads.
 */
final class OtlpIngest {
  private final OtlpSignal signal;
  private final RequestDecoder decoder;
  private final EnvelopeSink sink;
  private final Semaphore processors;
  private final MeterRegistry meters;
  private final Clock clock;

  OtlpIngest(OtlpSignal signal, OtlpEnvironment environment) {
    this.signal = signal;
    this.decoder = new RequestDecoder(signal.emptyRequest());
    this.sink = environment.sink();
    this.processors = environment.processors();
    this.meters = environment.meters();
    this.clock = environment.clock();
  }

  OtlpSignal signal() {
    return signal;
  }

  /**
   * Takes a request in; when this returns, what was accepted is durable.
   *
   * @param body inflates the request, at the time when it is its turn
   * @param wireBytes that it took to send it
   * @throws dev.seamark.core.error.SeamarkException when nothing was accepted
   */
  Rejections ingest(
      Supplier<byte[]> body,
      int wireBytes,
      OtlpEncoding format,
      ApiKey owner,
      MemoryBudget.Claim claim) {
    Instant now = clock.instant();
    ContentHash hash;
    EncodedRequest request;
    processors.acquireUninterruptibly();
    try {
      byte[] bytes = body.get();
      hash = hash(owner, bytes);
      SignalEncoding encoding = signal.begin(owner, epochNanos(now));
      decoder.decode(format, bytes, claim, encoding::add);
      request = encoding.finish();
    } finally {
      processors.release();
    }
    if (!request.blocks().isEmpty()) {
      sink.accept(
          new Envelope(
              hash,
              owner.workspaceId(),
              owner.projectId(),
              now.toEpochMilli(),
              request.blocks(),
              request.traceIds()));
      request.durable().run();
    }
    count(request, wireBytes);
    return request.rejections();
  }

  /** The same bytes sent to another project, or as another signal, are another request. */
  private ContentHash hash(ApiKey owner, byte[] bytes) {
    return ContentHash.of(
        signal.name().getBytes(StandardCharsets.UTF_8),
        owner.workspaceId().toString().getBytes(StandardCharsets.UTF_8),
        owner.projectId().toString().getBytes(StandardCharsets.UTF_8),
        bytes);
  }

  private void count(EncodedRequest request, int wireBytes) {
    meters
        .counter("seamark.ingest.accepted", "signal", signal.name())
        .increment(request.accepted());
    meters.counter("seamark.ingest.received.bytes", "signal", signal.name()).increment(wireBytes);
    request
        .rejections()
        .rejectedByReason()
        .forEach((reason, count) ->
            meters
                .counter("seamark.ingest.rejected", "signal", signal.name(), "reason", reason)
                .increment(count.doubleValue()));
    request
        .rejections()
        .cutByKind()
        .forEach((kind, count) ->
            meters
                .counter("seamark.ingest.cut", "signal", signal.name(), "kind", kind)
                .increment(count.doubleValue()));
  }

  private static long epochNanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }
}
