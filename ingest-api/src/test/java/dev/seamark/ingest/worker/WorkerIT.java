package dev.seamark.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.ingest.Batch;
import dev.seamark.core.ingest.ContentHash;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.ingest.EnvelopeCodec;
import dev.seamark.core.ingest.EnvelopeStore;
import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.embedded.junit.RedisExtension;
import dev.seamark.ingest.queue.BatchQueue;
import dev.seamark.ingest.queue.DeadLetter;
import dev.seamark.ingest.queue.IngestQueue;
import dev.seamark.ingest.queue.QueueInspection;
import dev.seamark.ingest.queue.QueueSettings;
import dev.seamark.ingest.queue.QueueStatus;
import dev.seamark.ingest.queue.RedisLink;
import dev.seamark.migrations.MigrationLock;
import dev.seamark.migrations.MigrationSettings;
import dev.seamark.migrations.Migrations;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.ClickHouseSettings;
import dev.seamark.storage.clickhouse.ingest.ClickHouseEnvelopeStore;
import dev.seamark.storage.clickhouse.summary.SummaryLock;
import dev.seamark.storage.clickhouse.summary.TraceSummaries;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that crash, stores that fail, content that is refused: every effect exactly once. */
class WorkerIT {
  @RegisterExtension static final ClickHouseExtension clickhouse = ClickHouseExtension.create();
  @RegisterExtension static final RedisExtension redis = RedisExtension.create();

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final QueueSettings QUEUE =
      new QueueSettings(
          "ingest",
          1000,
          100_000_000,
          Duration.ofMinutes(1),
          Duration.ofMillis(600),
          100,
          10_000_000,
          Duration.ofSeconds(2),
          Duration.ofSeconds(2));
  private static final WorkerSettings WORKER =
      new WorkerSettings(
          true,
          2,
          100,
          10_000,
          10_000_000,
          Duration.ofMillis(20),
          Duration.ofMillis(20),
          Duration.ofMillis(10),
          Duration.ofMillis(50),
          0,
          3,
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          Duration.ofSeconds(5));

  private static @Nullable ClickHouse writer;

  private final List<SimpleMeterRegistry> meters = new ArrayList<>();
  private RedisLink link = RedisLink.to("redis://127.0.0.1:1");
  private long rowsBefore;
  private long rolledUpBefore;

  @BeforeAll
  static void migrate() {
    URI url = URI.create(clickhouse.url());
    new Migrations(
            new MigrationSettings(
                url, clickhouse.database(), clickhouse.user(), clickhouse.password()),
            MigrationLock.none())
        .migrate();
    ClickHouseSettings.Account owner =
        new ClickHouseSettings.Account(clickhouse.user(), clickhouse.password());
    writer = ClickHouse.writer(ClickHouseSettings.of(url, clickhouse.database(), owner, owner));
  }

  @BeforeEach
  void open() {
    link.close();
    redis.flush();
    link = RedisLink.to(redis.url());
    await(() -> link.isUp(Duration.ofSeconds(2)));
    rowsBefore = rows();
    rolledUpBefore = rolledUp();
  }

  @AfterEach
  void close() {
    link.close();
  }

  @Test
  void work_insertsAndEmptiesTheQueue() {
    for (int i = 0; i < 20; i++) {
      offer(Envelopes.random(5));
    }
    try (IngestWorker _ = start(store())) {
      await(() -> total("completed") == 20);
    }
    assertStored(100);
    assertQueueIsEmpty();
    assertThat(total("completed_rows")).isGreaterThanOrEqualTo(100);
  }

  @Test
  void crash_betweenTakeAndInsert() throws InterruptedException {
    offer(Envelopes.random(10));
    offer(Envelopes.random(10));
    crash(batch -> {});
    try (IngestWorker _ = start(store())) {
      await(() -> total("completed") == 2);
    }
    assertStored(20);
    assertThat(meters.getLast().counter("seamark.ingest.batch.adopted").count()).isEqualTo(1);
    assertQueueIsEmpty();
  }

  @Test
  void crash_betweenInsertAndDone() throws InterruptedException {
    offer(Envelopes.random(10));
    offer(Envelopes.random(10));
    EnvelopeStore store = store();
    crash(store::insertQueued);
    assertStored(20);
    offer(Envelopes.random(1));
    try (IngestWorker _ = start(store())) {
      await(() -> total("completed") == 3);
    }
    assertStored(21);
    assertQueueIsEmpty();
  }

  @Test
  void refused_batchIsSplit_theBadOneBecomesADeadLetter() {
    offer(Envelopes.random(3));
    Envelope bad = Envelopes.damaged();
    offer(bad);
    offer(Envelopes.random(4));
    try (IngestWorker _ = start(store())) {
      await(() -> total("completed") + total("failed") == 3);
    }
    assertStored(7);
    QueueInspection inspection = new QueueInspection(link, QUEUE);
    DeadLetter letter = inspection.deadLetters(Optional.empty(), 10).getFirst();
    assertThat(letter.hash()).isEqualTo(bad.hash().toString());
    assertThat(letter.error()).isNotBlank();
    assertThat(inspection.replay(letter.id())).isTrue();
    try (IngestWorker _ = start(store())) {
      await(() -> inspection.status().deadLetters() == 1);
    }
    assertStored(7);
    assertThat(inspection.status().waiting() + inspection.status().active()).isZero();
  }

  @Test
  void crash_whileSplit_insertsNoMemberTwice() throws InterruptedException {
    offer(Envelopes.random(3));
    offer(Envelopes.damaged());
    offer(Envelopes.random(4));
    EnvelopeStore store = store();
    AtomicInteger alone = new AtomicInteger();
    CountDownLatch crashed = new CountDownLatch(1);
    IngestWorker victim =
        start(
            new DecoratedStore(
                store::insertQueued,
                envelope -> {
                  if (alone.incrementAndGet() == 2) {
                    crashed.countDown();
                    parkUntilInterrupted();
                  }
                  store.insertAlone(envelope);
                }));
    assertThat(crashed.await(30, TimeUnit.SECONDS)).isTrue();
    victim.abandon();
    assertStored(3);
    // Would the whole be taken now, its first member must not count twice.
    try (IngestWorker _ = start(store())) {
      await(() -> total("completed") + total("failed") == 3);
    }
    assertStored(7);
  }

  @Test
  void unreadableEnvelope_becomesADeadLetter() {
    byte[] nonsense = "nonsense".getBytes(StandardCharsets.UTF_8);
    nonsense[0] = 1;
    queue().offer(ContentHash.of(nonsense), nonsense, 1);
    offer(Envelopes.random(2));
    try (IngestWorker _ = start(store())) {
      await(() -> total("completed") + total("failed") == 2);
    }
    assertStored(2);
    assertThat(new QueueInspection(link, QUEUE).deadLetters(Optional.empty(), 10)).hasSize(1);
  }

  @Test
  void storeAway_isWaitedForWithoutEnd() {
    AtomicInteger attempts = new AtomicInteger();
    EnvelopeStore store = store();
    offer(Envelopes.random(2));
    try (IngestWorker _ =
        start(
            new DecoratedStore(
                batch -> {
                  if (attempts.incrementAndGet() <= 10) {
                    throw new SeamarkException(ErrorCode.STORE_UNAVAILABLE, "away");
                  }
                  store.insertQueued(batch);
                },
                store::insertAlone))) {
      await(() -> total("completed") == 1);
    }
    assertStored(2);
    assertThat(total("failed")).isZero();
  }

  @Test
  void unforeseenFailure_endsAsADeadLetter() {
    offer(Envelopes.random(2));
    AtomicInteger attempts = new AtomicInteger();
    try (IngestWorker _ =
        start(
            new DecoratedStore(
                batch -> {
                  attempts.incrementAndGet();
                  throw new IllegalStateException("a defect");
                },
                envelope -> {
                  throw new IllegalStateException("a defect");
                }))) {
      await(() -> total("failed") == 1);
    }
    assertThat(attempts).hasValue(WORKER.attempts());
    assertQueueIsEmpty();
  }

  @Test
  void close_givesUpWhatCannotBeInserted() {
    offer(Envelopes.random(2));
    CountDownLatch tried = new CountDownLatch(1);
    IngestWorker worker =
        start(
            new DecoratedStore(
                batch -> {
                  tried.countDown();
                  throw new SeamarkException(ErrorCode.STORE_UNAVAILABLE, "away");
                },
                envelope -> {}));
    await(() -> tried.getCount() == 0);
    worker.close();
    BatchQueue other = new BatchQueue(link, QUEUE, "other");
    assertThat(other.adopt()).isPresent();
  }

  @Test
  void twoWorkers_shareTheWork() {
    try (IngestWorker _ = start(store());
        IngestWorker _ = start(store())) {
      for (int i = 0; i < 40; i++) {
        offer(Envelopes.random(2));
      }
      await(() -> total("completed") == 40);
    }
    assertStored(80);
    assertQueueIsEmpty();
  }

  /** A worker does something with a batch and is gone before it can say so. */
  private void crash(Consumer<Batch> last) throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    IngestWorker victim =
        start(
            new DecoratedStore(
                batch -> {
                  last.accept(batch);
                  reached.countDown();
                  parkUntilInterrupted();
                },
                envelope -> {}));
    assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
    victim.abandon();
  }

  private static void parkUntilInterrupted() {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.park();
    }
    throw new IllegalStateException("crashed");
  }

  private IngestWorker start(EnvelopeStore store) {
    BatchQueue queue = new BatchQueue(link, QUEUE, UUID.randomUUID().toString());
    meters.add(new SimpleMeterRegistry());
    IngestWorker worker =
        new IngestWorker(
            queue, store, EnvelopeCodec::decode, WORKER, QUEUE.lease(), meters.getLast());
    worker.start();
    return worker;
  }

  private static EnvelopeStore store() {
    ClickHouse clickHouse = writer;
    if (clickHouse == null) {
      throw new IllegalStateException("not started");
    }
    return new ClickHouseEnvelopeStore(
        clickHouse, new TraceSummaries(clickHouse, SummaryLock.none()), Clock.systemUTC());
  }

  private IngestQueue queue() {
    return new IngestQueue(link, QUEUE, CircuitBreaker.ofDefaults("test"));
  }

  private void offer(Envelope envelope) {
    assertThat(queue().offer(envelope.hash(), EnvelopeCodec.encode(envelope), envelope.rows()))
        .isEqualTo(IngestQueue.Answer.STORED);
  }

  private long total(String name) {
    return new QueueInspection(link, QUEUE).status().totals().getOrDefault(name, 0L);
  }

  private void assertStored(long spans) {
    assertThat(rows() - rowsBefore).isEqualTo(spans);
    assertThat(rolledUp() - rolledUpBefore).isEqualTo(spans);
  }

  private void assertQueueIsEmpty() {
    QueueStatus status = new QueueInspection(link, QUEUE).status();
    assertThat(List.of(status.waiting(), status.active(), status.batches(), status.bytes()))
        .containsOnly(0L);
  }

  private static long rows() {
    return Long.parseLong(clickhouse.execute("SELECT count() FROM spans").strip());
  }

  private static long rolledUp() {
    return Long.parseLong(
        clickhouse.execute("SELECT sum(span_count) FROM service_minutes").strip());
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private record DecoratedStore(Consumer<Batch> queued, Consumer<Envelope> alone)
      implements EnvelopeStore {
    @Override
    public void insertQueued(Batch batch) {
      queued.accept(batch);
    }

    @Override
    public void insertAlone(Envelope envelope) {
      alone.accept(envelope);
    }

    @Override
    public void insertDirect(Envelope envelope) {
      throw new IllegalStateException("workers do not insert directly");
    }
  }
}
