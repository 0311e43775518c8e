package dev.seamark.core.llm;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a span of an LLM application means, and what it cost.
 *
 * <p>An input or output that is kept here is not kept among the span's attributes a second time:
 * {@link #withoutBodies} takes them out before the span is stored, {@link #withBodies} puts back
 * those that were taken verbatim. Attributes that a body was put together from do not come back;
 * their content is in the body.
 */
public record Observation(LlmAttributes attributes, Cost cost) {

  /** The span as the mapping reads it and the prices price it. */
  public static Observation of(Span span, LlmMapping mapping, PriceTable prices) {
    LlmAttributes attributes = mapping.map(span);
    return new Observation(
        attributes,
        attributes.isOrdinary() ? Cost.NONE : prices.cost(attributes, span.startEpochNanos()));
  }

  /** The span's attributes without those whose content is in the input or the output. */
  public Map<String, AttributeValue> withoutBodies(Span span) {
    if (attributes.input() == null && attributes.output() == null) {
      return span.attributes();
    }
    Map<String, AttributeValue> rest = new LinkedHashMap<>(span.attributes());
    bodies().forEach(body -> rest.keySet().removeAll(body.sources()));
    return rest;
  }

  /** These attributes and the verbatim bodies, under the names they came with. */
  public Map<String, AttributeValue> withBodies(Map<String, AttributeValue> stored) {
    if (bodies().noneMatch(Body::verbatim)) {
      return stored;
    }
    Map<String, AttributeValue> whole = new LinkedHashMap<>(stored);
    bodies()
        .filter(Body::verbatim)
        .forEach(body -> whole.put(body.key(), new AttributeValue.Text(body.text())));
    return whole;
  }

  /** As a store gives it back, which does not keep what a body was put together from. */
  public Observation withoutSources() {
    return new Observation(
        attributes.with(withoutSources(attributes.input()), withoutSources(attributes.output())),
        cost);
  }

  private static @Nullable Body withoutSources(@Nullable Body body) {
    return body == null || body.verbatim() ? body : new Body(body.text(), Set.of(), false);
  }

  /** The same with a better name than the span's. */
  public Observation named(String name) {
    return new Observation(attributes.named(name), cost);
  }

  private Stream<Body> bodies() {
    return Stream.of(attributes.input(), attributes.output()).flatMap(Stream::ofNullable);
  }
}
