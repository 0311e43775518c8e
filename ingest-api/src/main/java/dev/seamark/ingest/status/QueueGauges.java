package dev.seamark.ingest.status;

import dev.seamark.ingest.queue.QueueFailure;
import dev.seamark.ingest.queue.QueueInspection;
import dev.seamark.ingest.queue.QueueStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The queue's figures as gauges, looked up every few seconds so that a scrape waits for nobody.
 * They are not a number while the queue is away.
 */
public final class QueueGauges implements AutoCloseable {
  private final QueueInspection queue;
  private final Thread thread;
  private volatile @Nullable QueueStatus last;

  public QueueGauges(QueueInspection queue, Duration every, MeterRegistry meters) {
    this.queue = queue;
    gauge(meters, "waiting.envelopes", "Envelopes waiting for a worker", QueueStatus::waiting);
    gauge(meters, "waiting.rows", "Rows waiting for a worker", QueueStatus::waitingRows);
    gauge(meters, "active.envelopes", "Envelopes being inserted", QueueStatus::active);
    gauge(meters, "batches", "Batches being inserted", QueueStatus::batches);
    gauge(meters, "bytes", "Bytes of envelopes waiting and active", QueueStatus::bytes);
    gauge(meters, "dead.letters", "Dead letters kept", QueueStatus::deadLetters);
    gauge(meters, "dead.letter.bytes", "Bytes of dead letters", QueueStatus::deadLetterBytes);
    Gauge.builder(
            "seamark.ingest.queue.lag.seconds",
            this,
            gauges -> gauges.read(QueueStatus::oldestWaitingMillis) / 1000)
        .description("Age of the oldest waiting envelope")
        .register(meters);
    this.thread = Thread.ofVirtual().name("queue gauges").start(() -> watch(every));
  }

  private void gauge(
      MeterRegistry meters, String name, String description, ToLongFunction<QueueStatus> field) {
    Gauge.builder("seamark.ingest.queue." + name, this, gauges -> gauges.read(field))
        .description(description)
        .register(meters);
  }

  private double read(ToLongFunction<QueueStatus> field) {
    QueueStatus status = last;
    return status == null ? Double.NaN : (double) field.applyAsLong(status);
  }

  private void watch(Duration every) {
    try {
      while (true) {
        try {
          last = queue.status();
        } catch (QueueFailure _) {
          last = null;
        }
        TimeUnit.NANOSECONDS.sleep(every.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
