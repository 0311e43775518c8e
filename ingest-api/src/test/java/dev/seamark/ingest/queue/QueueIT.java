package dev.seamark.ingest.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.ingest.ContentHash;
import dev.seamark.embedded.junit.RedisExtension;
import dev.seamark.ingest.queue.IngestQueue.Answer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueueIT {
  @RegisterExtension static final RedisExtension redis = RedisExtension.create();

  private static final QueueSettings SETTINGS =
      new QueueSettings(
          "ingest",
          10,
          10_000,
          Duration.ofMinutes(1),
          Duration.ofMillis(150),
          3,
          10_000,
          Duration.ofSeconds(2),
          Duration.ofSeconds(2));

  private RedisLink link = RedisLink.to("redis://127.0.0.1:1");

  @BeforeEach
  void open() {
    link.close();
    redis.flush();
    link = RedisLink.to(redis.url());
  }

  @AfterEach
  void close() {
    link.close();
  }

  @Test
  void offer_again_isADuplicate() {
    assertThat(offer("a")).isEqualTo(Answer.STORED);
    assertThat(offer("a")).isEqualTo(Answer.DUPLICATE);
    assertThat(offer("b")).isEqualTo(Answer.STORED);
    QueueStatus status = inspection().status();
    assertThat(status.waiting()).isEqualTo(2);
    assertThat(status.waitingRows()).isEqualTo(20);
    assertThat(status.totals()).containsEntry("accepted", 2L).containsEntry("duplicates", 1L);
  }

  @Test
  void offer_againAfterItIsDone_isADuplicate() {
    offer("a");
    BatchQueue worker = worker("w1");
    worker.take("b1", 10, 100, 1000);
    worker.done("b1");
    assertThat(offer("a")).isEqualTo(Answer.DUPLICATE);
    assertThat(inspection().status().waiting()).isZero();
  }

  @Test
  void offer_moreThanTheBounds_isFull() {
    IntStream.range(0, 10).forEach(i -> assertThat(offer("e" + i)).isEqualTo(Answer.STORED));
    assertThat(offer("surplus")).isEqualTo(Answer.FULL);
    BatchQueue worker = worker("w1");
    worker.take("b1", 100, 1000, 100_000);
    assertThat(offer("surplus")).isEqualTo(Answer.FULL); // Still held until it is inserted.
    worker.done("b1");
    assertThat(queue().offer(hash("large"), new byte[10_001], 1)).isEqualTo(Answer.FULL);
    assertThat(queue().offer(hash("large"), new byte[10_000], 1)).isEqualTo(Answer.STORED);
    assertThat(inspection().status().totals()).containsEntry("refused", 3L);
  }

  @Test
  void take_stopsWhenItIsEnough() {
    IntStream.range(0, 6).forEach(i -> offer("e" + i));
    BatchQueue worker = worker("w1");
    assertThat(worker.waiting()).isEqualTo(new BatchQueue.Waiting(6, 60, 12));
    assertThat(payloads(worker.take("b1", 2, 1000, 1000))).containsExactly("e0", "e1");
    assertThat(payloads(worker.take("b2", 100, 15, 1000))).containsExactly("e2", "e3");
    assertThat(payloads(worker.take("b3", 100, 1000, 1))).containsExactly("e4");
    assertThat(payloads(worker.take("b4", 100, 1000, 1000))).containsExactly("e5");
    assertThat(worker.take("b5", 100, 1000, 1000)).isEmpty();
    QueueStatus status = inspection().status();
    assertThat(status.waiting()).isZero();
    assertThat(status.active()).isEqualTo(6);
    assertThat(status.batches()).isEqualTo(4);
  }

  @Test
  void done_twice_countsOnce() {
    offer("a");
    offer("b");
    BatchQueue worker = worker("w1");
    worker.take("b1", 10, 100, 1000);
    worker.done("b1");
    worker.done("b1");
    QueueStatus status = inspection().status();
    assertThat(status.active()).isZero();
    assertThat(status.bytes()).isZero();
    assertThat(status.totals())
        .containsEntry("completed", 2L)
        .containsEntry("completed_rows", 20L)
        .containsEntry("batches", 1L);
    assertThat(worker.resume("b1")).isEmpty();
  }

  @Test
  void adopt_leaseRanOut_keepsTheComposition() {
    IntStream.range(0, 3).forEach(i -> offer("e" + i));
    BatchQueue dead = worker("dead");
    TakenBatch taken = dead.take("b1", 10, 100, 1000).orElseThrow();
    offer("later");
    BatchQueue next = worker("next");
    assertThat(next.adopt()).isEmpty();
    TakenBatch adopted = await(next);
    assertThat(adopted.id()).isEqualTo("b1");
    assertThat(ids(adopted)).isEqualTo(ids(taken));
    assertThat(payloads(Optional.of(adopted))).containsExactly("e0", "e1", "e2");
    assertThat(dead.renew("b1")).isFalse();
    assertThat(next.renew("b1")).isTrue();
    next.done("b1");
    assertThat(payloads(next.take("b2", 10, 100, 1000))).containsExactly("later");
  }

  @Test
  void adopt_renewedLease_isLeftAlone() {
    offer("a");
    BatchQueue owner = worker("owner");
    owner.take("b1", 10, 100, 1000);
    long end = System.nanoTime() + SETTINGS.lease().multipliedBy(2).toNanos();
    while (System.nanoTime() < end) {
      assertThat(owner.renew("b1")).isTrue();
      assertThat(worker("other").adopt()).isEmpty();
    }
  }

  @Test
  void release_isAdoptedAtOnce() {
    offer("a");
    BatchQueue owner = worker("owner");
    owner.take("b1", 10, 100, 1000);
    BatchQueue other = worker("other");
    other.release("b1");
    assertThat(other.adopt()).isEmpty();
    owner.release("b1");
    assertThat(other.adopt().orElseThrow().id()).isEqualTo("b1");
  }

  @Test
  void split_isRemembered() {
    offer("a");
    BatchQueue worker = worker("w1");
    worker.take("b1", 10, 100, 1000);
    assertThat(worker.resume("b1").orElseThrow().split()).isFalse();
    worker.split("b1");
    assertThat(worker.resume("b1").orElseThrow().split()).isTrue();
  }

  @Test
  void bury_movesOneEnvelope() {
    offer("good");
    offer("bad");
    BatchQueue worker = worker("w1");
    TakenBatch batch = worker.take("b1", 10, 100, 1000).orElseThrow();
    String bad = batch.entries().get(1).id();
    worker.bury("b1", bad, "refused");
    worker.bury("b1", bad, "refused");
    assertThat(payloads(worker.resume("b1"))).containsExactly("good");
    worker.done("b1");
    QueueStatus status = inspection().status();
    assertThat(status.active()).isZero();
    assertThat(status.bytes()).isZero();
    assertThat(status.deadLetters()).isEqualTo(1);
    assertThat(status.totals()).containsEntry("failed", 1L).containsEntry("completed", 1L);
    DeadLetter letter = inspection().deadLetters(Optional.empty(), 10).getFirst();
    assertThat(letter.error()).isEqualTo("refused");
    assertThat(letter.queueId()).isEqualTo(bad);
    assertThat(letter.hash()).isEqualTo(hash("bad").toString());
    assertThat(letter.bytes()).isEqualTo(3);
  }

  @Test
  void bury_lastEnvelope_leavesAnEmptyBatch() {
    offer("bad");
    BatchQueue worker = worker("w1");
    TakenBatch batch = worker.take("b1", 10, 100, 1000).orElseThrow();
    worker.bury("b1", batch.entries().getFirst().id(), "refused");
    assertThat(worker.resume("b1").orElseThrow().entries()).isEmpty();
    worker.done("b1");
    assertThat(inspection().status().batches()).isZero();
  }

  @Test
  void bury_beyondTheBound_dropsTheOldestAndCounts() {
    BatchQueue worker = worker("w1");
    for (String name : List.of("a", "b", "c", "d", "e")) {
      offer(name);
      TakenBatch batch = worker.take(name, 10, 100, 1000).orElseThrow();
      worker.bury(name, batch.entries().getFirst().id(), "refused " + name);
      worker.done(name);
    }
    assertThat(inspection().deadLetters(Optional.empty(), 10))
        .extracting(DeadLetter::error)
        .containsExactly("refused c", "refused d", "refused e");
    assertThat(inspection().status().totals()).containsEntry("dead_discarded", 2L);
  }

  @Test
  void replay_putsItBack() {
    bury("bad");
    String id = inspection().deadLetters(Optional.empty(), 1).getFirst().id();
    assertThat(inspection().replay(id)).isTrue();
    assertThat(inspection().replay(id)).isFalse();
    assertThat(inspection().status().deadLetterBytes()).isZero();
    assertThat(payloads(worker("w1").take("b2", 10, 100, 1000))).containsExactly("bad");
  }

  @Test
  void drop_deletes() {
    bury("bad");
    String id = inspection().deadLetters(Optional.empty(), 1).getFirst().id();
    assertThat(inspection().deadLetter(id)).isPresent();
    assertThat(inspection().drop(id)).isTrue();
    assertThat(inspection().drop(id)).isFalse();
    assertThat(inspection().deadLetter(id)).isEmpty();
    assertThat(inspection().status().totals()).containsEntry("dropped", 1L);
  }

  @Test
  void deadLetters_pages() {
    bury("a");
    bury("b");
    List<DeadLetter> first = inspection().deadLetters(Optional.empty(), 1);
    List<DeadLetter> second = inspection().deadLetters(Optional.of(first.getFirst().id()), 10);
    assertThat(second).hasSize(1);
  }

  @Test
  void status_oldestWaiting() {
    worker("w1");
    assertThat(inspection().status().oldestWaitingMillis()).isZero();
    offer("a");
    while (inspection().status().oldestWaitingMillis() == 0) {
      Thread.onSpinWait();
    }
    worker("w1").take("b1", 10, 100, 1000);
    assertThat(inspection().status().oldestWaitingMillis()).isZero();
  }

  @Test
  void lock_isHeldOnceAndEndsByItself() {
    RedisLock lock = new RedisLock(link, "test", Duration.ofMillis(900), Duration.ofSeconds(2));
    RedisLock.Held held = lock.tryAcquire().orElseThrow();
    long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();
    while (System.nanoTime() < end) {
      assertThat(lock.tryAcquire()).isEmpty();
    }
    held.close();
    lock.tryAcquire().orElseThrow().close();
  }

  private void bury(String name) {
    offer(name);
    BatchQueue worker = worker("w1");
    String batchId = UUID.randomUUID().toString();
    TakenBatch batch = worker.take(batchId, 10, 100, 1000).orElseThrow();
    worker.bury(batchId, batch.entries().getFirst().id(), "refused");
    worker.done(batchId);
  }

  private Answer offer(String payload) {
    return queue().offer(hash(payload), payload.getBytes(StandardCharsets.UTF_8), 10);
  }

  private static ContentHash hash(String payload) {
    return ContentHash.of(payload.getBytes(StandardCharsets.UTF_8));
  }

  private IngestQueue queue() {
    return new IngestQueue(link, SETTINGS, CircuitBreaker.ofDefaults("test"));
  }

  private BatchQueue worker(String name) {
    BatchQueue worker = new BatchQueue(link, SETTINGS, name);
    worker.prepare();
    return worker;
  }

  private QueueInspection inspection() {
    return new QueueInspection(link, SETTINGS);
  }

  private static TakenBatch await(BatchQueue worker) {
    while (true) {
      Optional<TakenBatch> adopted = worker.adopt();
      if (adopted.isPresent()) {
        return adopted.get();
      }
    }
  }

  private static List<String> ids(TakenBatch batch) {
    return batch.entries().stream().map(TakenBatch.Entry::id).toList();
  }

  private static List<String> payloads(Optional<TakenBatch> batch) {
    return batch.orElseThrow().entries().stream()
        .map(entry -> new String(entry.payload(), StandardCharsets.UTF_8))
        .toList();
  }
}
