package dev.seamark.core.metric;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where points belong. Everything but description and metadata identifies the series.
 *
 * @param unit as sent, mostly UCUM; empty when it was not sent
 * @param isMonotonic whether a sum only grows; false for the other kinds
 * @param attributes of the points
 * @param metadata of the metric
 */
public record MetricSeries(
    String name,
    MetricKind kind,
    Temporality temporality,
    boolean isMonotonic,
    String unit,
    String description,
    Map<String, AttributeValue> attributes,
    Map<String, AttributeValue> metadata,
    Resource resource,
    InstrumentationScope scope) {
  public MetricSeries {
    attributes = copy(attributes);
    metadata = copy(metadata);
  }

  private static Map<String, AttributeValue> copy(Map<String, AttributeValue> attributes) {
    return attributes.isEmpty()
        ? Map.of()
        : Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
