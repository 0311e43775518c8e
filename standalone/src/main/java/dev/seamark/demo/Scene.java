package dev.seamark.demo;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * One story told in spans: its randomness, and a clock that moves only when the story says so. Time
 * is made up, so a minute-long agent run is told in microseconds.
 */
final class Scene {
  private final Fleet fleet;
  private final RandomGenerator random;
  private long epochNanos;

  Scene(Fleet fleet, RandomGenerator random, long startEpochNanos) {
    this.fleet = fleet;
    this.random = random;
    this.epochNanos = startEpochNanos;
  }

  /** Starts a trace. */
  Act begin(Service service, String name, SpanKind kind) {
    return new Act(this, fleet, service, Context.root(), name, kind, null);
  }

  /** Starts a trace that was caused by a span of another one. */
  Act beginLinked(Service service, String name, SpanKind kind, SpanContext cause) {
    return new Act(this, fleet, service, Context.root(), name, kind, cause);
  }

  long epochNanos() {
    return epochNanos;
  }

  /** Lets time pass: log-normal around the median, with the long tail that latencies have. */
  void pass(double medianMillis) {
    double millis = medianMillis * Math.exp(0.45 * random.nextGaussian());
    epochNanos += Math.max(1_000, (long) (millis * TimeUnit.MILLISECONDS.toNanos(1)));
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** From {@code min} to {@code max}, both included. */
  int between(int min, int max) {
    return random.nextInt(min, max + 1);
  }

  double amount(double min, double max) {
    return Math.round(random.nextDouble(min, max) * 100) / 100.0;
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Random digits in hex, for the identifiers that services make up. */
  String token() {
    return Long.toHexString(random.nextLong() | Long.MIN_VALUE).substring(0, 12);
  }
}
