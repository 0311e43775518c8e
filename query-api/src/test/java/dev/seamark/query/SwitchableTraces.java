package dev.seamark.query;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.page.Page;
import dev.seamark.core.trace.SpanPage;
import dev.seamark.core.trace.SpanQuery;
import dev.seamark.core.trace.TraceDetail;
import dev.seamark.core.trace.TraceQuery;
import dev.seamark.core.trace.TraceReader;
import dev.seamark.core.trace.TraceSummary;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Traces that can be made to fail, or to hang until they are interrupted. */
public final class SwitchableTraces implements TraceReader {
  private final TraceReader traces;
  private volatile @Nullable RuntimeException failure;
  private volatile boolean hanging;
  private final AtomicReference<CountDownLatch> started =
      new AtomicReference<>(new CountDownLatch(1));
  private final AtomicReference<CountDownLatch> interrupted =
      new AtomicReference<>(new CountDownLatch(1));

  SwitchableTraces(TraceReader traces) {
    this.traces = traces;
  }

  public void failWith(ErrorCode code, String message) {
    failure = new SeamarkException(code, message);
  }

  public void failWith(RuntimeException e) {
    failure = e;
  }

  /** From now on reads hang until they are interrupted. */
  public void hang(int reads) {
    started.set(new CountDownLatch(reads));
    interrupted.set(new CountDownLatch(reads));
    hanging = true;
  }

  /** Opens when all hanging reads have begun. */
  public CountDownLatch started() {
    return started.get();
  }

  /** Opens when all hanging reads were interrupted. */
  public CountDownLatch interrupted() {
    return interrupted.get();
  }

  public void heal() {
    failure = null;
    hanging = false;
  }

  @Override
  public Page<TraceSummary> findTraces(TraceQuery query) {
    check();
    return traces.findTraces(query);
  }

  @Override
  public Optional<TraceDetail> readTrace(SpanQuery query) {
    check();
    return traces.readTrace(query);
  }

  @Override
  public SpanPage readSpans(SpanQuery query) {
    check();
    return traces.readSpans(query);
  }

  private void check() {
    RuntimeException e = failure;
    if (e != null) {
      throw e;
    }
    if (hanging) {
      started.get().countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException interruption) {
        interrupted.get().countDown();
        throw new SeamarkException(ErrorCode.STORE_UNAVAILABLE, "interrupted", interruption);
      }
    }
  }
}
