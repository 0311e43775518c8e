package dev.seamark.core.llm;

import dev.seamark.core.llm.Rule.Source;
import dev.seamark.core.llm.Rule.Strength;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanEvent;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps spans to {@link LlmAttributes} by the rules of a mapping file. Safe for use by many threads.
 *
 * <p>A span without a single attribute that the rules name costs a few nanoseconds per attribute
 * and no allocation: its answer depends on its resource only and is kept for the last one seen.
 */
public final class LlmMapping {
  private static final String BUILT_IN = "llm-mapping.txt";

  private final Map<Field, List<Rule>> rules;
  private final Map<String, Integer> slots;
  private final int groupCount;
  private final KeyIndex index;
  private final boolean[] strongSlots;

  /** Slots of attributes that some rule heeds without a strong one beside them. */
  private final boolean[] tellingSlots;

  private final boolean[] strongGroups;
  private final Map<String, Boolean> strongEvents = new HashMap<>();

  /** Replaced as a whole, so that a reader on another thread sees a pair that belongs together. */
  private @Nullable Ordinary lastOrdinary;

  private record Ordinary(Resource resource, LlmAttributes attributes) {}

  private LlmMapping(MappingFile.Rules file) {
    rules = new EnumMap<>(file.byField());
    slots = file.attributeSlots();
    groupCount = file.prefixSlots().size();
    index = new KeyIndex(file.attributeSlots(), file.prefixSlots());
    strongSlots = new boolean[slots.size()];
    tellingSlots = new boolean[slots.size()];
    strongGroups = new boolean[groupCount];
    rules.values().forEach(list -> list.forEach(this::addStrength));
  }

  /** The conventions of {@code llm-mapping.txt}. */
  public static LlmMapping builtIn() {
    return parse(LineFile.read(BUILT_IN));
  }

  /**
   * Rules in the form that the head of {@code llm-mapping.txt} describes.
   *
   * @throws IllegalArgumentException naming the first line that has another form
   */
  public static LlmMapping parse(String text) {
    return new LlmMapping(MappingFile.parse(text));
  }

  public LlmAttributes map(Span span) {
    return tells(span)
        ? new SpanReading(rules, slots, hits(span), span).attributes()
        : ordinary(span);
  }

  /** Whether the span has anything that a rule heeds on a span about which nothing is known. */
  private boolean tells(Span span) {
    for (String key : span.attributes().keySet()) {
      if (index.mayBeWanted(key) && tells(key)) {
        return true;
      }
    }
    for (SpanEvent event : span.events()) {
      if (strongEvents.containsKey(event.name())) {
        return true;
      }
    }
    return false;
  }

  private boolean tells(String key) {
    int slot = index.attributeSlot(key);
    return slot == KeyIndex.NONE ? index.prefixSlot(key) != KeyIndex.NONE : tellingSlots[slot];
  }

  private SpanHits hits(Span span) {
    SpanHits hits = newHits();
    span.attributes().forEach((key, value) -> collect(key, value, hits));
    for (SpanEvent event : span.events()) {
      Boolean strong = strongEvents.get(event.name());
      if (strong != null) {
        hits.addEvent(event, strong);
      }
    }
    return hits;
  }

  private void collect(String key, AttributeValue value, SpanHits hits) {
    int slot = index.attributeSlot(key);
    if (slot != KeyIndex.NONE) {
      hits.addAttribute(slot, value, strongSlots[slot]);
      return;
    }
    int group = index.prefixSlot(key);
    if (group != KeyIndex.NONE) {
      hits.addToGroup(group, key, value, strongGroups[group]);
    }
  }

  private SpanHits newHits() {
    return new SpanHits(slots.size(), groupCount);
  }

  @SuppressWarnings("ReferenceEquality") // the spans of a request share it; comparing costs more
  private LlmAttributes ordinary(Span span) {
    Ordinary last = lastOrdinary;
    if (last != null && last.resource() == span.resource()) {
      return last.attributes();
    }
    LlmAttributes attributes = new SpanReading(rules, slots, newHits(), span).attributes();
    lastOrdinary = new Ordinary(span.resource(), attributes);
    return attributes;
  }

  private void addStrength(Rule rule) {
    boolean strong = rule.strength() == Strength.STRONG;
    switch (rule.source()) {
      case Source.Attribute(_, int slot) -> {
        strongSlots[slot] |= strong;
        tellingSlots[slot] |= rule.strength() != Strength.WEAK;
      }
      case Source.Prefix(_, int slot) -> strongGroups[slot] |= strong;
      case Source.Event(Set<String> names, _) ->
          names.forEach(name -> strongEvents.merge(name, strong, Boolean::logicalOr));
      case Source.ResourceAttribute _ -> {}
    }
  }
}
