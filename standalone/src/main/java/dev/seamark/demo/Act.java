package dev.seamark.demo;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A span of a {@link Scene}: starts and ends at the scene's time. */
final class Act implements AutoCloseable {
  private final Scene scene;
  private final Fleet fleet;
  private final Service service;
  private final Span span;
  private final Context context;

  Act(
      Scene scene,
      Fleet fleet,
      Service service,
      Context parent,
      String name,
      SpanKind kind,
      @Nullable SpanContext cause) {
    this.scene = scene;
    this.fleet = fleet;
    this.service = service;
    SpanBuilder builder =
        fleet
            .tracer(service)
            .spanBuilder(name)
            .setParent(parent)
            .setSpanKind(kind)
            .setStartTimestamp(scene.epochNanos(), TimeUnit.NANOSECONDS);
    if (cause != null) {
      builder.addLink(
          cause, Attributes.of(AttributeKey.stringKey("link.reason"), "caused by message"));
    }
    this.span = builder.startSpan();
    this.context = parent.with(span);
  }

  /** A child in the same service. */
  Act begin(String name, SpanKind kind) {
    return begin(service, name, kind);
  }

  /** A child in another service: the context travelled with the call. */
  Act begin(Service callee, String name, SpanKind kind) {
    return new Act(scene, fleet, callee, context, name, kind, null);
  }

  Act put(String key, String value) {
    span.setAttribute(key, value);
    return this;
  }

  Act put(String key, long value) {
    span.setAttribute(key, value);
    return this;
  }

  Act put(String key, double value) {
    span.setAttribute(key, value);
    return this;
  }

  Act put(String key, boolean value) {
    span.setAttribute(key, value);
    return this;
  }

  Act put(String key, List<String> values) {
    span.setAttribute(AttributeKey.stringArrayKey(key), values);
    return this;
  }

  Act event(String name, Attributes attributes) {
    span.addEvent(name, attributes, scene.epochNanos(), TimeUnit.NANOSECONDS);
    return this;
  }

  Act succeed() {
    span.setStatus(StatusCode.OK);
    return this;
  }

  Act fail(String description) {
    span.setStatus(StatusCode.ERROR, description);
    return this;
  }

  /** Records an exception as instrumentation does, and fails the span with its message. */
  Act fail(String exceptionType, String message, List<String> frames) {
    event(
        "exception",
        Attributes.builder()
            .put("exception.type", exceptionType)
            .put("exception.message", message)
            .put(
                "exception.stacktrace",
                exceptionType + ": " + message + "\n\tat " + String.join("\n\tat ", frames))
            .build());
    return put("error.type", exceptionType).fail(message);
  }

  SpanContext spanContext() {
    return span.getSpanContext();
  }

  @Override
  public void close() {
    span.end(scene.epochNanos(), TimeUnit.NANOSECONDS);
  }
}
