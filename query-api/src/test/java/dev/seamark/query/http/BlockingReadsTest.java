package dev.seamark.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

class BlockingReadsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void run_onAVirtualThread_whenSubscribed() {
    BlockingReads reads = reads(1, 0, LONG);
    AtomicBoolean ran = new AtomicBoolean();
    var read =
        reads.run(() -> {
          ran.set(true);
          return Thread.currentThread().isVirtual();
        });

    assertThat(ran).isFalse();
    StepVerifier.create(read).expectNext(true).expectComplete().verify(LONG);
    assertThat(reads.admitted()).isZero();
  }

  @Test
  void run_failure_reachesTheSubscriber() {
    BlockingReads reads = reads(1, 0, LONG);

    StepVerifier.create(
            reads.run(() -> {
              throw new IOException("broken");
            }))
        .expectErrorMessage("broken")
        .verify(LONG);
    assertThat(reads.admitted()).isZero();
  }

  @Test
  void run_moreThanAdmitted_isRefusedAtOnce() throws Exception {
    BlockingReads reads = reads(1, 1, LONG);
    Hanging first = new Hanging(reads);
    assertThat(first.started.await(5, TimeUnit.SECONDS)).isTrue();
    Hanging second = new Hanging(reads);

    StepVerifier.create(reads.run(() -> 1)).verifyErrorSatisfies(BlockingReadsTest::isTooMany);

    first.finish.countDown();
    assertThat(second.started.await(5, TimeUnit.SECONDS)).isTrue();
    second.finish.countDown();
    assertThat(first.ended.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(second.ended.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void run_waitedTooLong_isRefused() throws Exception {
    BlockingReads reads = reads(1, 1, Duration.ofMillis(1));
    Hanging first = new Hanging(reads);
    assertThat(first.started.await(5, TimeUnit.SECONDS)).isTrue();

    StepVerifier.create(reads.run(() -> 1)).verifyErrorSatisfies(BlockingReadsTest::isTooMany);

    first.finish.countDown();
    assertThat(first.ended.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void cancel_interruptsAndFreesThePlace() throws Exception {
    BlockingReads reads = reads(1, 0, LONG);
    Hanging hanging = new Hanging(reads);
    assertThat(hanging.started.await(5, TimeUnit.SECONDS)).isTrue();

    hanging.subscription.dispose();

    assertThat(hanging.ended.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(hanging.failure.get()).isInstanceOf(InterruptedException.class);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (reads.admitted() > 0) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
    StepVerifier.create(reads.run(() -> 1)).expectNext(1).expectComplete().verify(LONG);
  }

  private static BlockingReads reads(int concurrency, int waiting, Duration patience) {
    return new BlockingReads(new BlockingReads.Bounds(concurrency, waiting, patience));
  }

  private static void isTooMany(Throwable e) {
    assertThat(e)
        .isInstanceOfSatisfying(
            SeamarkException.class,
            known -> assertThat(known.code()).isEqualTo(ErrorCode.TOO_MANY_QUERIES));
  }

  /** A read that runs until it is told to finish. */
  private static final class Hanging {
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Disposable subscription;

    private Hanging(BlockingReads reads) {
      subscription = reads.run(this::hang).subscribe(_ -> {}, _ -> {});
    }

    private boolean hang() throws InterruptedException {
      started.countDown();
      try {
        finish.await();
        return true;
      } catch (InterruptedException e) {
        failure.set(e);
        throw e;
      } finally {
        ended.countDown();
      }
    }
  }
}
