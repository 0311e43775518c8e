package dev.seamark.core.llm;

import dev.seamark.core.span.AttributeValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Attributes whose keys were flattened from a list, rebuilt into JSON: {@code
 * llm.input_messages.0.message.role = user} becomes {@code [{"role":"user"}]}.
 *
 * <p>Indexes are positions in an order, not in memory: {@code N = 2000000000} costs one element.
 * What is too deep, too much or contradicts an earlier key is left out, and left out of {@link
 * Body#sources()} too, so that it stays an attribute.
 */
final class IndexedKeys {
  private static final int MAX_DEPTH = 12;
  private static final int MAX_VALUES = 8192;
  private static final int MAX_INDEX_DIGITS = 9;

  /** OpenInference wraps each element in a member that names its type. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "message",
          "message_content",
          "tool_call",
          "document",
          "tool",
          "embedding",
          "prompt",
          "completion");

  private final Elements root = new Elements(new TreeMap<>());
  private final Set<String> sources = new HashSet<>();
  private int values;

  private sealed interface Node {}

  private record Leaf(AttributeValue value) implements Node {}

  private record Members(Map<String, Node> nodes) implements Node {}

  private record Elements(SortedMap<Integer, Node> nodes) implements Node {}

  /**
   * @param prefix ends with a dot and is left out of the result
   */
  static Optional<Body> rebuild(String prefix, Map<String, AttributeValue> attributes) {
    IndexedKeys keys = new IndexedKeys();
    attributes.forEach((key, value) -> keys.add(prefix, key, value));
    if (keys.sources.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder();
    append(out, keys.root);
    return Optional.of(new Body(out.toString(), keys.sources, false));
  }

  private void add(String prefix, String key, AttributeValue value) {
    if (values >= MAX_VALUES) {
      return;
    }
    String[] path = key.substring(prefix.length()).split("\\.", MAX_DEPTH + 1);
    if (path.length <= MAX_DEPTH && index(path[0]) >= 0 && put(path, value)) {
      values++;
      sources.add(key);
    }
  }

  private boolean put(String[] path, AttributeValue value) {
    Node node = root;
    for (int i = 0; i < path.length; i++) {
      boolean wrapped = i > 0 && index(path[i - 1]) >= 0 && WRAPPERS.contains(path[i]);
      if (wrapped && i + 1 < path.length) {
        continue;
      }
      Node next = i + 1 == path.length ? new Leaf(value) : containerFor(path, i + 1);
      Node present = child(node, path[i], next);
      if (present == null || (i + 1 == path.length && present != next)) {
        return false;
      }
      node = present;
    }
    return true;
  }

  private static @Nullable Node child(Node node, String segment, Node next) {
    return switch (node) {
      case Elements elements when index(segment) >= 0 ->
          putIfAbsent(elements.nodes(), index(segment), next);
      case Members members -> putIfAbsent(members.nodes(), segment, next);
      case Elements _, Leaf _ -> null;
    };
  }

  private static Node containerFor(String[] path, int at) {
    return index(path[at]) >= 0
        ? new Elements(new TreeMap<>())
        : new Members(new LinkedHashMap<>());
  }

  /** The node that is there now; {@code null} when it cannot hold what {@code next} holds. */
  private static <K> @Nullable Node putIfAbsent(Map<K, Node> nodes, K key, Node next) {
    Node present = nodes.putIfAbsent(key, next);
    return present == null ? next : present.getClass() == next.getClass() ? present : null;
  }

  private static int index(String segment) {
    if (segment.isEmpty() || segment.length() > MAX_INDEX_DIGITS) {
      return -1;
    }
    int index = 0;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      index = index * 10 + (c - '0');
    }
    return index;
  }

  private static void append(StringBuilder out, Node node) {
    switch (node) {
      case Leaf(AttributeValue value) -> JsonText.append(out, value);
      case Elements(SortedMap<Integer, Node> nodes) -> {
        out.append('[');
        String comma = "";
        for (Node element : nodes.values()) {
          out.append(comma);
          append(out, element);
          comma = ",";
        }
        out.append(']');
      }
      case Members(Map<String, Node> nodes) -> {
        out.append('{');
        String comma = "";
        for (Map.Entry<String, Node> member : nodes.entrySet()) {
          out.append(comma);
          JsonText.append(out, member.getKey());
          out.append(':');
          append(out, member.getValue());
          comma = ",";
        }
        out.append('}');
      }
    }
  }
}
