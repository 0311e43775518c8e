package dev.seamark.core.llm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which attribute keys the rules want.
 *
 * <p>Most spans carry none, so the first answer must be cheap: the first two characters of a key
 * select a bit, which most keys of other vocabularies find unset.
 */
final class KeyIndex {
  static final int NONE = -1;

  private static final int ASCII = 128;

  private final BitSet beginnings = new BitSet(ASCII * ASCII);
  private final Map<String, Integer> attributes;
  private final Map<Integer, List<Prefix>> prefixes = new HashMap<>();

  private record Prefix(String text, int slot) {}

  KeyIndex(Map<String, Integer> attributeSlots, Map<String, Integer> prefixSlots) {
    attributes = Map.copyOf(attributeSlots);
    attributeSlots.keySet().forEach(name -> beginnings.set(beginning(name)));
    prefixSlots.forEach((prefix, slot) -> {
      int beginning = beginning(prefix);
      beginnings.set(beginning);
      prefixes.computeIfAbsent(beginning, _ -> new ArrayList<>()).add(new Prefix(prefix, slot));
    });
  }

  /** False for nearly every key that no rule names. */
  boolean mayBeWanted(String key) {
    return beginnings.get(beginning(key));
  }

  /** The slot of a key that a rule names exactly, or {@link #NONE}. */
  int attributeSlot(String key) {
    Integer slot = attributes.get(key);
    return slot == null ? NONE : slot;
  }

  /** The slot of the prefix that the key begins with, or {@link #NONE}. */
  int prefixSlot(String key) {
    for (Prefix prefix : prefixes.getOrDefault(beginning(key), List.of())) {
      if (key.startsWith(prefix.text())) {
        return prefix.slot();
      }
    }
    return NONE;
  }

  private static int beginning(String key) {
    if (key.length() < 2) {
      return 0;
    }
    char first = key.charAt(0);
    char second = key.charAt(1);
    return first < ASCII && second < ASCII ? first * ASCII + second : 0;
  }
}
