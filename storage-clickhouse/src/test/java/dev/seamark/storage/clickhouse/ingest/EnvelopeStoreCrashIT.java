package dev.seamark.storage.clickhouse.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.ingest.Batch;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.span.Span;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.ClickHouseSettings;
import dev.seamark.storage.clickhouse.MigratedDatabase;
import dev.seamark.storage.clickhouse.span.SpanBlocks;
import dev.seamark.storage.clickhouse.summary.SummaryLock;
import dev.seamark.storage.clickhouse.summary.TraceSummaries;
import dev.seamark.storage.tests.Envelopes;
import dev.seamark.storage.tests.SpanData;
import dev.seamark.storage.tests.SpanFixtures;
import dev.seamark.storage.tests.StoredTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine dies at any moment; the same batch is tried again until it is in. */
class EnvelopeStoreCrashIT {
  @RegisterExtension static final ClickHouseExtension ENGINE = ClickHouseExtension.dedicated();

  private static final Clock CLOCK = Clock.systemUTC();
  private static final SpanBlocks ENCODER = new SpanBlocks(CLOCK);
  private static final int KILLS = 8;

  private final ApiKey owner = SpanData.randomOwner();
  private final Random random = new Random();
  private final SpanFixtures fixtures = new SpanFixtures(random);
  private final long start = CLOCK.millis() * 1_000_000;

  @SuppressWarnings("NullAway.Init")
  private ClickHouse clickHouse;

  @BeforeAll
  static void migrate() {
    MigratedDatabase.of(ENGINE);
  }

  @AfterAll
  static void close() {
    ENCODER.close();
  }

  @BeforeEach
  void connect() {
    clickHouse = ClickHouse.writer(MigratedDatabase.settings(ENGINE));
  }

  @AfterEach
  void disconnect() {
    clickHouse.close();
  }

  @Test
  void insertQueued_engineKilledAtAnyMoment() {
    List<List<Span>> writes = new ArrayList<>();
    int interrupted = 0;
    long typicalNanos = Duration.ofMillis(400).toNanos();
    for (int kill = 0; kill < KILLS; kill++) {
      List<Span> spans = fixtures.spans(4_000, start);
      writes.add(spans);
      Batch batch =
          Envelopes.batch(envelope(spans.subList(0, 1_500)), envelope(spans.subList(1_500, 4_000)));

      long began = System.nanoTime();
      CompletableFuture<Void> insert =
          CompletableFuture.runAsync(() -> store().insertQueued(batch), Thread::startVirtualThread);
      boolean done =
          insert
              .handle((_, _) -> true)
              .completeOnTimeout(false, random.nextLong(typicalNanos), TimeUnit.NANOSECONDS)
              .join();
      ENGINE.server().kill();
      @Nullable Throwable failure = insert.handle((_, thrown) -> thrown).join();
      if (failure != null) {
        interrupted++;
        assertTransient(failure);
      }
      if (done) {
        typicalNanos = System.nanoTime() - began;
      }
      ENGINE.server().restart();
      disconnect();
      connect();
      store().insertQueued(batch);
    }

    assertThat(interrupted).isPositive();
    assertThat(observe()).isEqualTo(StoredTelemetry.expected(owner, writes));
  }

  /** The table has the rows and knows the token, the targets of its views have nothing. */
  @Test
  void insertQueued_diedBetweenTableAndViews() {
    List<Span> spans = fixtures.spans(100, start);
    Batch batch = Envelopes.batch(envelope(spans));
    ENGINE.execute("DETACH TABLE trace_times_view SYNC");
    ENGINE.execute("DETACH TABLE service_minutes_view SYNC");
    store().insertQueued(batch);
    assertThat(observe().spanCount()).isEqualTo(100);
    assertThat(observe().serviceMinutes()).isEmpty();
    ENGINE.execute("ATTACH TABLE trace_times_view");
    ENGINE.execute("ATTACH TABLE service_minutes_view");

    store().insertQueued(batch);
    store().insertQueued(batch);

    assertThat(observe()).isEqualTo(StoredTelemetry.expected(owner, List.of(spans)));
  }

  @Test
  void insert_engineAway() {
    Envelope envelope = envelope(fixtures.spans(10, start));
    ENGINE.server().kill();
    try {
      assertUnavailable(
          () -> store().insertQueued(Envelopes.batch(envelope)), Duration.ofSeconds(3));
      assertUnavailable(() -> store().insertDirect(envelope), Duration.ofSeconds(3));
      assertUnavailable(() -> store().insertAlone(envelope), Duration.ofSeconds(3));
    } finally {
      ENGINE.server().restart();
    }
  }

  /** It takes connections and never answers. */
  @Test
  void insert_enginePaused() {
    ClickHouseSettings settings = MigratedDatabase.settings(ENGINE);
    ClickHouseSettings impatient =
        new ClickHouseSettings(
            settings.url(),
            settings.database(),
            settings.writer(),
            settings.reader(),
            2,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    ENGINE.server().pause();
    try (ClickHouse waiting = ClickHouse.writer(impatient)) {
      Envelope envelope = envelope(fixtures.spans(10, start));
      assertUnavailable(
          () -> store(waiting).insertQueued(Envelopes.batch(envelope)), Duration.ofSeconds(5));
    } finally {
      ENGINE.server().resume();
    }
  }

  private static void assertTransient(Throwable failure) {
    assertThat(failure)
        .cause()
        .isInstanceOfSatisfying(
            SeamarkException.class, e -> assertThat(e.isTransient()).as(e.toString()).isTrue());
  }

  private static void assertUnavailable(Runnable insert, Duration within) {
    long began = System.nanoTime();
    assertThatThrownBy(insert::run)
        .isInstanceOfSatisfying(
            SeamarkException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(within);
  }

  private Envelope envelope(List<Span> spans) {
    return Envelopes.of(ENCODER, owner, 1, spans);
  }

  private ClickHouseEnvelopeStore store() {
    return store(clickHouse);
  }

  private static ClickHouseEnvelopeStore store(ClickHouse clickHouse) {
    return new ClickHouseEnvelopeStore(
        clickHouse, new TraceSummaries(clickHouse, SummaryLock.none()), CLOCK);
  }

  private StoredTelemetry observe() {
    return new TelemetryObserver(clickHouse).observe(owner);
  }
}
