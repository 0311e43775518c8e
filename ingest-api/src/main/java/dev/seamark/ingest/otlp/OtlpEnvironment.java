package dev.seamark.ingest.otlp;

import dev.seamark.core.workspace.ApiKeyReader;
import dev.seamark.ingest.accept.EnvelopeSink;
import dev.seamark.ingest.body.MemoryBudget;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import reactor.core.scheduler.Scheduler;

/**
 * What all signals share.
 *
 * @param processors bounds how many requests are decoded at once
 * @param blocking runs blocking tasks, on a virtual thread each
 */
public record OtlpEnvironment(
    ApiKeyReader keys,
    EnvelopeSink sink,
    OtlpLimits limits,
    MemoryBudget memory,
    Semaphore processors,
    Scheduler blocking,
    MeterRegistry meters,
    Clock clock) {}
