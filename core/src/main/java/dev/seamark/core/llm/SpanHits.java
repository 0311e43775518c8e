package dev.seamark.core.llm;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.SpanEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one span has of the things the rules name. */
final class SpanHits {
  private final @Nullable AttributeValue[] values;
  private final @Nullable Map<String, AttributeValue>[] groups;
  private final List<SpanEvent> events = new ArrayList<>();
  private boolean strong;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  SpanHits(int attributeSlots, int prefixSlots) {
    values = new AttributeValue[attributeSlots];
    groups = new Map[prefixSlots];
  }

  void addAttribute(int slot, AttributeValue value, boolean isStrong) {
    values[slot] = value;
    strong |= isStrong;
  }

  void addToGroup(int slot, String key, AttributeValue value, boolean isStrong) {
    Map<String, AttributeValue> group = groups[slot];
    if (group == null) {
      group = new LinkedHashMap<>();
      groups[slot] = group;
    }
    group.put(key, value);
    strong |= isStrong;
  }

  void addEvent(SpanEvent event, boolean isStrong) {
    events.add(event);
    strong |= isStrong;
  }

  @Nullable AttributeValue value(int slot) {
    return values[slot];
  }

  Map<String, AttributeValue> group(int slot) {
    Map<String, AttributeValue> group = groups[slot];
    return group == null ? Map.of() : group;
  }

  List<SpanEvent> events() {
    return events;
  }

  /** Whether anything here belongs to an LLM convention alone. */
  boolean strong() {
    return strong;
  }
}
