package dev.seamark.benchmarks.schema;

import dev.seamark.benchmarks.stack.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A variant of the table {@code spans}: the table as migrated, with something replaced in its
 * definition.
 *
 * @param name as printed
 * @param replacements pairs of a regular expression, which must occur, and its replacement
 */
record Candidate(String name, List<Replacement> replacements) {

  /** The sort key as migrated is a literal part of the definition. */
  static final String ORDER = "ORDER BY \\([^\\n]*\\)\\n";

  Candidate {
    replacements = List.copyOf(replacements);
  }

  record Replacement(String pattern, String by) {}

  static Candidate asMigrated(String name) {
    return new Candidate(name, List.of());
  }

  Candidate with(String pattern, String by) {
    List<Replacement> more = new ArrayList<>(replacements);
    more.add(new Replacement(pattern, by));
    return new Candidate(name, more);
  }

  /** Another sort key. */
  Candidate orderedBy(String key) {
    return with(ORDER, "ORDER BY (" + key + ")\n");
  }

  /** One more table setting. */
  Candidate setting(String setting) {
    return with("SETTINGS ", "SETTINGS " + setting + ", ");
  }

  /** One more index. */
  Candidate index(String definition) {
    return with("\n\\)\nENGINE", ",\n    INDEX " + definition + "\n)\nENGINE");
  }

  /** No index. */
  Candidate withoutIndexes() {
    return with("(,?\n    INDEX [^\n]*)+", "");
  }

  /** Creates it as an empty table. */
  void create(Engine engine, String table) {
    String definition = String.join("\n", engine.query("SHOW CREATE TABLE spans FORMAT TSVRaw"));
    definition = definition.replaceFirst("CREATE TABLE \\S+", "CREATE TABLE " + table);
    for (Replacement replacement : replacements) {
      Matcher matcher = Pattern.compile(replacement.pattern()).matcher(definition);
      if (!matcher.find()) {
        throw new IllegalStateException(
            name + ": no " + replacement.pattern() + " in " + definition);
      }
      definition = matcher.replaceFirst(Matcher.quoteReplacement(replacement.by()));
    }
    engine.query("DROP TABLE IF EXISTS " + table + " SYNC");
    engine.query(definition);
  }
}
