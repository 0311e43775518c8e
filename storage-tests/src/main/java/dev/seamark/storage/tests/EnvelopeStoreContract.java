package dev.seamark.storage.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.ingest.Batch;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.ingest.EnvelopeStore;
import dev.seamark.core.ingest.SpanEncoder;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an {@link EnvelopeStore} has to do: every envelope's effect exactly once. */
public abstract class EnvelopeStoreContract {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = Duration.ofHours(1).toNanos();

  /** A few hours ago, on the last nanoseconds of a five-minute bucket. */
  private final long base =
      Math.floorDiv(Instant.now().getEpochSecond(), 300) * 300 * SECOND - 5 * HOUR - 2;

  private final ApiKey owner = SpanData.randomOwner();
  private final Random random = new Random(11);
  private final SpanFixtures fixtures = new SpanFixtures(random);

  protected abstract EnvelopeStore store();

  protected abstract SpanEncoder encoder();

  /** Everything stored for the key's project. */
  protected abstract StoredTelemetry observe(ApiKey key);

  @Test
  void insertQueued_severalEnvelopes() {
    List<Span> first = fixtures.spans(50, base);
    List<Span> second = fixtures.spans(30, base + SECOND);

    store().insertQueued(Envelopes.batch(envelope(1, first), envelope(2, second)));

    assertStored(first, second);
  }

  @Test
  void insertQueued_again() {
    List<Span> spans = fixtures.spans(50, base);
    Batch batch = Envelopes.batch(envelope(1, spans));

    store().insertQueued(batch);
    store().insertQueued(batch);
    store().insertQueued(batch);

    assertStored(spans);
  }

  @Test
  void insertQueued_sameEnvelopeTwice() {
    List<Span> spans = fixtures.spans(20, base);
    Envelope envelope = envelope(1, spans);

    store().insertQueued(Envelopes.batch(envelope, envelope));

    assertStored(spans);
  }

  @Test
  void insertQueued_severalWorkspaces() {
    ApiKey other = SpanData.owner(new WorkspaceId(UUID.randomUUID()));
    List<Span> spans = fixtures.spans(20, base);

    store()
        .insertQueued(
            Envelopes.batch(envelope(1, spans), Envelopes.of(encoder(), other, 1, spans)));

    assertStored(spans);
    assertThat(observe(other)).isEqualTo(StoredTelemetry.expected(other, List.of(spans)));
  }

  @Test
  void insertDirect_again() {
    List<Span> spans = fixtures.spans(20, base);
    Envelope envelope = envelope(1, spans);

    store().insertDirect(envelope);
    store().insertDirect(envelope);

    assertStored(spans);
  }

  @Test
  void insertDirect_afterQueued() {
    List<Span> spans = fixtures.spans(20, base);
    Envelope envelope = envelope(1, spans);
    Batch batch = Envelopes.batch(envelope);

    store().insertQueued(batch);
    store().insertDirect(envelope);
    store().insertQueued(batch);

    assertStored(spans);
  }

  @Test
  void insertQueued_afterDirect() {
    List<Span> direct = fixtures.spans(20, base);
    List<Span> others = fixtures.spans(20, base + SECOND);
    Envelope envelope = envelope(1, direct);
    Batch batch = Envelopes.batch(envelope(2, others), envelope);

    store().insertDirect(envelope);
    store().insertQueued(batch);
    store().insertQueued(batch);

    assertStored(direct, others);
  }

  @Test
  void insertAlone_again() {
    List<Span> spans = fixtures.spans(20, base);
    Envelope envelope = envelope(1, spans);

    store().insertAlone(envelope);
    store().insertAlone(envelope);
    store().insertDirect(envelope);

    assertStored(spans);
  }

  @Test
  void insertAlone_afterDirect() {
    List<Span> spans = fixtures.spans(20, base);
    Envelope envelope = envelope(1, spans);

    store().insertDirect(envelope);
    store().insertAlone(envelope);

    assertStored(spans);
  }

  @Test
  void insertQueued_poison() {
    List<Span> good = fixtures.spans(20, base);
    List<Span> bad = fixtures.spans(5, base);
    Envelope fine = envelope(1, good);
    Envelope poison = Envelopes.damaged(envelope(1, bad));

    assertRefused(() -> store().insertQueued(Envelopes.batch(fine, poison)));
    store().insertAlone(fine);
    assertRefused(() -> store().insertAlone(poison));
    StoredTelemetry stored = observe(owner);
    StoredTelemetry expected = StoredTelemetry.expected(owner, List.of(good));
    assertThat(stored.spanCount()).isEqualTo(expected.spanCount());
    assertThat(stored.serviceMinutes()).isEqualTo(expected.serviceMinutes());
    assertThat(stored.summaries()).isEqualTo(expected.summaries());
  }

  @Test
  void summary_earlierSpanArrivesLate() {
    List<Span> trace = fixtures.trace(5, base);
    Span earlier =
        SpanData.child(
            trace.getFirst(), 42, "late", "earlier", base - 7 * Duration.ofMinutes(1).toNanos());

    queued(1, trace);
    queued(2, List.of(earlier));

    assertStored(trace, List.of(earlier));
  }

  @Test
  void summary_rootArrivesLast() {
    List<Span> trace = fixtures.trace(6, base);

    for (int i = trace.size() - 1; i >= 0; i--) {
      queued(1, List.of(trace.get(i)));
    }

    assertStored(trace);
  }

  @Test
  void summary_spanWrittenAgain() {
    List<Span> trace = fixtures.trace(3, base);
    Span last = trace.getLast();
    Span ended = SpanData.ended(last, last.endEpochNanos() + SECOND, StatusCode.ERROR);

    queued(1, trace);
    queued(2, List.of(ended));

    assertStored(trace, List.of(ended));
  }

  @Test
  void summary_onlySpanMovesToAnotherBucket() {
    Span span = SpanData.span(SpanData.randomTraceId(random), 1, "shop", "cart", base);
    Span moved = SpanData.span(span.traceId(), 1, "shop", "cart", base + 10);
    Span back = SpanData.span(span.traceId(), 1, "shop", "cart", base - HOUR);

    queued(1, List.of(span));
    queued(2, List.of(moved));
    // The same span in two buckets is two rows for the store, and one for every reader.
    assertThat(observe(owner).summaries())
        .isEqualTo(StoredTelemetry.expected(owner, List.of(List.of(moved))).summaries());
    queued(3, List.of(back));
    assertThat(observe(owner).summaries())
        .isEqualTo(StoredTelemetry.expected(owner, List.of(List.of(back))).summaries());
  }

  @Test
  void insertQueued_manyDays() {
    List<Span> spans = new ArrayList<>();
    for (int day = 0; day < 150; day++) {
      spans.add(
          SpanData.span(
              SpanData.randomTraceId(random), day + 1, "old", "job", base - day * 24L * HOUR));
    }

    queued(1, spans);

    assertStored(spans);
  }

  @Test
  void insertQueued_everyKindOfSpan() {
    List<List<Span>> writes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      writes.add(SpanData.randomTrace(random, base));
    }
    List<Span> fullest = List.of(SpanData.fullestSpan(SpanData.randomTraceId(random), base));
    writes.add(fullest);

    store()
        .insertQueued(
            Envelopes.batch(
                writes.stream().map(spans -> envelope(1, spans)).toArray(Envelope[]::new)));

    assertAllStored(writes);
  }

  private void queued(long version, List<Span> spans) {
    store().insertQueued(Envelopes.batch(envelope(version, spans)));
  }

  private Envelope envelope(long version, List<Span> spans) {
    return Envelopes.of(encoder(), owner, version, spans);
  }

  private void assertStored(List<Span> spans) {
    assertAllStored(List.of(spans));
  }

  private void assertStored(List<Span> first, List<Span> second) {
    assertAllStored(List.of(first, second));
  }

  private void assertAllStored(List<List<Span>> writes) {
    assertThat(observe(owner)).isEqualTo(StoredTelemetry.expected(owner, writes));
  }

  /** Runs what must be refused for its content. */
  protected static void assertRefused(Runnable insert) {
    assertThatThrownBy(insert::run)
        .isInstanceOfSatisfying(
            SeamarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BLOCK_REFUSED));
  }
}
