package dev.seamark.core.llm;

import java.util.Set;

/**
 * The input or the output of an observation, text or JSON text.
 *
 * @param sources span attributes whose whole content is in {@code text}: storing them again beside
 *     it would store the same bytes twice
 * @param verbatim whether the text is exactly the value of the single source, a text attribute;
 *     otherwise it was put together from several attributes, events or nested values
 */
public record Body(String text, Set<String> sources, boolean verbatim) {
  public Body {
    sources = Set.copyOf(sources);
    if (verbatim && sources.size() != 1) {
      throw new IllegalArgumentException(
          "sources: " + sources + " (expected: the one that the text was found in)");
    }
  }

  /** The attribute that a verbatim text was found in; empty for other texts. */
  public String key() {
    return verbatim ? sources.iterator().next() : "";
  }
}
