package dev.seamark.storage.clickhouse.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.ingest.Batch;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.ingest.EnvelopeStore;
import dev.seamark.core.ingest.SpanEncoder;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.MigratedDatabase;
import dev.seamark.storage.clickhouse.span.SpanBlocks;
import dev.seamark.storage.clickhouse.summary.SummaryLock;
import dev.seamark.storage.clickhouse.summary.TraceSummaries;
import dev.seamark.storage.tests.EnvelopeStoreContract;
import dev.seamark.storage.tests.Envelopes;
import dev.seamark.storage.tests.SpanData;
import dev.seamark.storage.tests.SpanFixtures;
import dev.seamark.storage.tests.StoredTelemetry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClickHouseEnvelopeStoreIT extends EnvelopeStoreContract {
  @RegisterExtension static final ClickHouseExtension ENGINE = ClickHouseExtension.create();

  private static final Clock CLOCK = Clock.systemUTC();
  private static final SpanBlocks ENCODER = new SpanBlocks(CLOCK);

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse clickHouse;

  private final ClickHouseEnvelopeStore store =
      new ClickHouseEnvelopeStore(
          clickHouse, new TraceSummaries(clickHouse, SummaryLock.none()), CLOCK);

  @BeforeAll
  static void open() {
    clickHouse = ClickHouse.writer(MigratedDatabase.of(ENGINE));
  }

  @AfterAll
  static void close() {
    clickHouse.close();
    ENCODER.close();
  }

  @Override
  protected EnvelopeStore store() {
    return store;
  }

  @Override
  protected SpanEncoder encoder() {
    return ENCODER;
  }

  @Override
  protected StoredTelemetry observe(ApiKey key) {
    return new TelemetryObserver(clickHouse).observe(key);
  }

  /**
   * A direct insert that is announced after a batch decided, and steps back when it sees the batch,
   * must not change what the batch's repetition inserts.
   */
  @Test
  void insertQueued_directAnnouncedBetweenInsertAndRepetition() {
    ApiKey owner = SpanData.randomOwner();
    SpanFixtures fixtures = new SpanFixtures(new Random(3));
    long start = CLOCK.millis() * 1_000_000;
    List<Span> first = fixtures.spans(10, start);
    List<Span> second = fixtures.spans(10, start);
    Envelope slow = Envelopes.of(ENCODER, owner, 1, first);
    Batch batch = Envelopes.batch(slow, Envelopes.of(ENCODER, owner, 1, second));

    store.insertQueued(batch);
    new IngestLedger(clickHouse, CLOCK).announceDirect(slow.hash());
    store.insertQueued(batch);

    assertThat(observe(owner)).isEqualTo(StoredTelemetry.expected(owner, List.of(first, second)));
  }

  /** A direct insert that died before its rows: the batch inserts them. */
  @Test
  void insertQueued_directAnnouncedAndNeverInserted() {
    ApiKey owner = SpanData.randomOwner();
    List<Span> spans = new SpanFixtures(new Random(4)).spans(10, CLOCK.millis() * 1_000_000);
    Envelope envelope = Envelopes.of(ENCODER, owner, 1, spans);
    Batch batch = Envelopes.batch(envelope);

    new IngestLedger(clickHouse, CLOCK).announceDirect(envelope.hash());
    store.insertQueued(batch);
    store.insertQueued(batch);
    store.insertDirect(envelope);

    assertThat(observe(owner)).isEqualTo(StoredTelemetry.expected(owner, List.of(spans)));
  }

  /** The first parts of a large batch are stored when a later one is refused: they stay once. */
  @Test
  void insertQueued_poisonInALaterPart() {
    ApiKey owner = SpanData.randomOwner();
    List<Span> first = largeSpans(1);
    List<Span> second = largeSpans(2);
    Envelope one = Envelopes.of(ENCODER, owner, 1, first);
    Envelope two = Envelopes.of(ENCODER, owner, 1, second);
    Envelope poison = Envelopes.damaged(Envelopes.of(ENCODER, owner, 1, largeSpans(3)));
    Batch batch = Envelopes.batch(one, two, poison);

    assertRefused(() -> store.insertQueued(batch));
    assertRefused(() -> store.insertQueued(batch));
    store.insertAlone(one);
    store.insertAlone(two);
    assertRefused(() -> store.insertAlone(poison));

    StoredTelemetry expected = StoredTelemetry.expected(owner, List.of(first, second));
    assertThat(observe(owner).serviceMinutes()).isEqualTo(expected.serviceMinutes());
    assertThat(observe(owner).summaries()).isEqualTo(expected.summaries());
  }

  /** The member that goes alone is refused after the others went in. */
  @Test
  void insertQueued_poisonThatADirectInsertWasAnnouncedFor() {
    ApiKey owner = SpanData.randomOwner();
    List<Span> spans = new SpanFixtures(new Random(5)).spans(10, CLOCK.millis() * 1_000_000);
    Envelope good = Envelopes.of(ENCODER, owner, 1, spans);
    Envelope poison = Envelopes.damaged(Envelopes.of(ENCODER, owner, 1, spans));
    new IngestLedger(clickHouse, CLOCK).announceDirect(poison.hash());

    assertRefused(() -> store.insertQueued(Envelopes.batch(good, poison)));
    store.insertAlone(good);
    assertRefused(() -> store.insertAlone(poison));

    StoredTelemetry expected = StoredTelemetry.expected(owner, List.of(spans));
    assertThat(observe(owner).serviceMinutes()).isEqualTo(expected.serviceMinutes());
    assertThat(observe(owner).summaries()).isEqualTo(expected.summaries());
  }

  /** More than half of what goes into one part. */
  private static List<Span> largeSpans(int number) {
    List<Span> spans = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      Span span =
          SpanData.span(new TraceId(number, i), i, "large", "document", CLOCK.millis() * 1_000_000);
      spans.add(
          SpanData.withAttributes(
              span, Map.of("document", new AttributeValue.Text("text ".repeat(200_000)))));
    }
    return spans;
  }
}
