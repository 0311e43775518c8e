package dev.seamark.demo;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Counts what became of every span of every service. It bounds what is under way, so that the SDK's
 * queues, which drop what does not fit, never fill.
 */
final class Delivery {
  private long ended;
  private long acknowledged;
  private long failed;
  private @Nullable String lastFailure;

  /**
   * Counts at one moment.
   *
   * @param ended spans that the services finished
   * @param acknowledged spans in requests that the server answered with success
   * @param failed spans in requests that stayed without success after the SDK's retries
   * @param lastFailure why the last failed request failed; {@code null} when none did
   */
  record Counts(long ended, long acknowledged, long failed, @Nullable String lastFailure) {
    long underWay() {
      return ended - acknowledged - failed;
    }
  }

  synchronized void spanEnded() {
    ended++;
  }

  synchronized Counts counts() {
    return new Counts(ended, acknowledged, failed, lastFailure);
  }

  /** Waits until fewer than {@code limit} spans are under way. */
  synchronized void awaitRoom(long limit) throws InterruptedException {
    while (counts().underWay() >= limit) {
      wait();
    }
  }

  /** The exporter, with its outcomes counted here. */
  SpanExporter counting(SpanExporter exporter) {
    return new CountingExporter(exporter);
  }

  private synchronized void settle(int spans, CompletableResultCode result) {
    if (result.isSuccess()) {
      acknowledged += spans;
    } else {
      failed += spans;
      Throwable failure = result.getFailureThrowable();
      lastFailure = failure == null ? "no reason given" : describe(failure);
    }
    notifyAll();
  }

  private static String describe(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private final class CountingExporter implements SpanExporter {
    private final SpanExporter exporter;

    CountingExporter(SpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      CompletableResultCode result = exporter.export(spans);
      result.whenComplete(() -> settle(spans.size(), result));
      return result;
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
