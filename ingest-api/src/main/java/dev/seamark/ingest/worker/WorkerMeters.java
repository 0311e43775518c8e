package dev.seamark.ingest.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicInteger;

/** What workers count. */
final class WorkerMeters {
  final Timer inserts;
  final DistributionSummary rows;
  final DistributionSummary envelopes;
  final Counter adopted;
  final Counter deadLetters;
  final AtomicInteger delayed = new AtomicInteger();
  private final MeterRegistry registry;

  WorkerMeters(MeterRegistry registry) {
    this.registry = registry;
    this.inserts =
        Timer.builder("seamark.ingest.batch.insert")
            .description("Inserts of batches into the store")
            .publishPercentileHistogram()
            .register(registry);
    this.rows =
        DistributionSummary.builder("seamark.ingest.batch.rows")
            .description("Rows of inserted batches")
            .register(registry);
    this.envelopes =
        DistributionSummary.builder("seamark.ingest.batch.envelopes")
            .description("Envelopes of inserted batches")
            .register(registry);
    this.adopted =
        Counter.builder("seamark.ingest.batch.adopted")
            .description("Batches taken over from other workers")
            .register(registry);
    this.deadLetters =
        Counter.builder("seamark.ingest.dead.letters")
            .description("Envelopes given up")
            .register(registry);
    Gauge.builder("seamark.ingest.batch.delayed", delayed, AtomicInteger::get)
        .description("Batches waiting for their next attempt")
        .register(registry);
  }

  void failed(String reason) {
    registry.counter("seamark.ingest.batch.failures", "reason", reason).increment();
  }
}
