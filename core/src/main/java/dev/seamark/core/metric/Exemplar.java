package dev.seamark.core.metric;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A single measurement that went into a point.
 *
 * @param epochNanos when it was measured, nanoseconds since 1970; the point's time when it was not
 *     sent
 * @param filteredAttributes those that the point's series does not have
 * @param traceId {@code null} when it was measured outside of any trace
 * @param spanId {@code null} when it was measured outside of any span
 */
public record Exemplar(
    long epochNanos,
    MetricNumber value,
    Map<String, AttributeValue> filteredAttributes,
    @Nullable TraceId traceId,
    @Nullable SpanId spanId) {
  public Exemplar {
    filteredAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(filteredAttributes));
  }
}
