package dev.seamark.benchmarks.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be compared. */
enum Group {
  ORDER,
  ATTRIBUTES,
  TYPES,
  CODECS,
  INDEXES,
  VIEWS;

  /** Reads names separated by commas. */
  static List<Group> parse(String names) {
    return Arrays.stream(names.split(",")).map(Group::named).toList();
  }

  private static Group named(String name) {
    return Arrays.stream(values())
        .filter(group -> group.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "--only: '"
                    + name
                    + "' (expected: order, attributes, types, codecs, indexes or views)"));
  }
}
