package dev.seamark.benchmarks;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options of the command line: {@code --name value}, and {@code --name} alone for a switch. */
public final class Options {
  private final Map<String, String> values;
  private final Set<String> asked = new HashSet<>();

  private Options(Map<String, String> values) {
    this.values = values;
  }

  public static Options parse(List<String> arguments) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        throw new IllegalArgumentException(
            "argument: '" + argument + "' (expected: --option or --option value)");
      }
      boolean alone = i + 1 == arguments.size() || arguments.get(i + 1).startsWith("--");
      values.put(argument.substring(2), alone ? "" : arguments.get(++i));
    }
    return new Options(values);
  }

  /** A number, which may be written {@code 5M} or {@code 100k}. */
  public long number(String name, long otherwise) {
    asked.add(name);
    String text = values.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return switch (text.isEmpty() ? ' ' : text.charAt(text.length() - 1)) {
        case 'k', 'K' -> 1_000 * Long.parseLong(text.substring(0, text.length() - 1));
        case 'm', 'M' -> 1_000_000 * Long.parseLong(text.substring(0, text.length() - 1));
        default -> Long.parseLong(text);
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + ": '" + text + "' (expected: a number)", e);
    }
  }

  public Optional<String> text(String name) {
    asked.add(name);
    return Optional.ofNullable(values.get(name));
  }

  public boolean isSet(String name) {
    asked.add(name);
    return values.containsKey(name);
  }

  /** Fails when an option was given that nobody asked for. */
  public void requireAllKnown() {
    for (String name : values.keySet()) {
      if (!asked.contains(name)) {
        throw new IllegalArgumentException("--" + name + ": unknown option (see --help)");
      }
    }
  }
}
