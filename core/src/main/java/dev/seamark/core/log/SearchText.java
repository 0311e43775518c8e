package dev.seamark.core.log;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Words that a text has to contain, all of them, in any order and either case. A word is a run of
 * letters and digits; every character beyond ASCII belongs to a word.
 *
 * @param text as typed
 */
public record SearchText(String text) {
  public static final int MAX_LENGTH = 1_000;

  public SearchText {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "q: " + text.length() + " characters (expected: at most " + MAX_LENGTH + ")");
    }
    if (words(text).isEmpty()) {
      throw new IllegalArgumentException("q: '" + text + "' (expected: at least one word)");
    }
  }

  public boolean matches(String searched) {
    Set<String> found = new HashSet<>(words(searched));
    return found.containsAll(words(text));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[\\x00-\\x7f&&[^a-z0-9]]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
