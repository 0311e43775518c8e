package dev.seamark.query.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request, read strictly: one that nobody knows, that is given twice or
 * that cannot be read is an error, because a filter that is silently left out answers another
 * question than the one asked.
 *
 * <p>Every method throws {@link ParameterException}.
 */
public final class Parameters {
  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Parameters of an endpoint that knows exactly these names.
   *
   * @param values as they came, decoded
   */
  public static Parameters of(Map<String, List<String>> values, Set<String> known) {
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      String names = String.join(", ", unknown);
      throw new ParameterException(
          names,
          known.isEmpty()
              ? names + ": unknown parameter (expected: none)"
              : names
                  + ": unknown parameter (expected: "
                  + String.join(", ", new TreeSet<>(known))
                  + ")");
    }
    return new Parameters(values);
  }

  /** The value as it came; {@code null} when it is not given. */
  public @Nullable String text(String name) {
    List<String> given = values.getOrDefault(name, List.of());
    if (given.size() > 1) {
      throw new ParameterException(
          name, name + ": given " + given.size() + " times (expected: once)");
    }
    return given.isEmpty() ? null : given.getFirst();
  }

  public int integer(String name, int min, int max, int orElse) {
    String text = text(name);
    if (text == null) {
      return orElse;
    }
    String expected = min + ".." + max;
    try {
      int value = Integer.parseInt(text);
      if (value < min || value > max) {
        throw ParameterException.unexpected(name, text, expected, null);
      }
      return value;
    } catch (NumberFormatException e) {
      throw ParameterException.unexpected(name, text, expected, e);
    }
  }

  /** Nanoseconds since 1970. See {@link TimeText#epochNanos}. */
  public @Nullable Long epochNanos(String name) {
    return parse(name, TimeText.INSTANT, TimeText::epochNanos);
  }

  /** Nanoseconds. See {@link TimeText#nanos}. */
  public @Nullable Long nanos(String name) {
    return parse(name, TimeText.DURATION, TimeText::nanos);
  }

  /** One of the given words, or {@code orElse}. */
  public <T> T word(String name, Map<String, T> words, T orElse) {
    String text = text(name);
    return text == null ? orElse : word(name, text, words);
  }

  /** Any of the given words, separated by commas or in several parameters of the name. */
  public <T> List<T> words(String name, Map<String, T> words) {
    List<T> found = new ArrayList<>();
    for (String given : values.getOrDefault(name, List.of())) {
      for (String text : given.split(",", -1)) {
        found.add(word(name, text.strip(), words));
      }
    }
    return found;
  }

  /** Words for values, in their order: names in lower case. */
  public static <T> Map<String, T> words(T[] values, Function<T, String> name) {
    Map<String, T> words = new LinkedHashMap<>();
    for (T value : values) {
      words.put(name.apply(value).toLowerCase(Locale.ROOT), value);
    }
    return Collections.unmodifiableMap(words);
  }

  /**
   * What a parser makes of the value.
   *
   * @param parser throws IllegalArgumentException when it cannot
   */
  public <T> @Nullable T parsed(String name, String expected, Function<String, T> parser) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw ParameterException.unexpected(name, "'" + abbreviated(text) + "'", expected, e);
    }
  }

  private static String abbreviated(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }

  private static <T> T word(String name, String text, Map<String, T> words) {
    T value = words.get(text);
    if (value == null) {
      throw ParameterException.unexpected(
          name, "'" + text + "'", String.join(", ", words.keySet()), null);
    }
    return value;
  }

  private @Nullable Long parse(String name, String expected, Function<String, Long> parser) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      String hint = e.getMessage();
      throw ParameterException.unexpected(
          name, "'" + text + "'", hint == null || hint.isEmpty() ? expected : hint, e);
    }
  }
}
