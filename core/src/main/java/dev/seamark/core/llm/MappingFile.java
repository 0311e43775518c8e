package dev.seamark.core.llm;

import dev.seamark.core.llm.Rule.Source;
import dev.seamark.core.llm.Rule.Strength;
import dev.seamark.core.llm.Rule.Transform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the mapping file, whose head describes its form, into rules by field. */
final class MappingFile {
  private final Map<String, Field> fields =
      Stream.of(Field.values()).collect(Collectors.toMap(Field::sectionName, Function.identity()));
  private final Map<String, Map<String, String>> tables = new HashMap<>();
  private final Map<String, Integer> attributeSlots = new HashMap<>();
  private final Map<String, Integer> prefixSlots = new HashMap<>();
  private final Map<Field, List<Rule>> rules = new EnumMap<>(Field.class);

  private MappingFile() {}

  /** The rules of each field in order of priority, and the slots their sources were given. */
  record Rules(
      Map<Field, List<Rule>> byField,
      Map<String, Integer> attributeSlots,
      Map<String, Integer> prefixSlots) {}

  static Rules parse(String text) {
    MappingFile file = new MappingFile();
    List<LineFile.Line> lines = LineFile.lines(text);
    file.eachInSection(lines, '{', '}', file::addToTable);
    file.eachInSection(lines, '[', ']', file::addRule);
    for (Field field : Field.values()) {
      file.rules.computeIfAbsent(field, _ -> List.of());
    }
    return new Rules(
        Map.copyOf(file.rules), Map.copyOf(file.attributeSlots), Map.copyOf(file.prefixSlots));
  }

  private void eachInSection(
      List<LineFile.Line> lines, char open, char close, BiConsumer<String, LineFile.Line> action) {
    @Nullable String section = null;
    for (LineFile.Line line : lines) {
      String text = line.text();
      char first = text.charAt(0);
      if (first == open && text.indexOf(close) == text.length() - 1) {
        section = text.substring(1, text.length() - 1);
      } else if (first == '[' || first == '{') {
        section = null;
      } else if (section != null) {
        action.accept(section, line);
      }
    }
  }

  private void addToTable(String name, LineFile.Line line) {
    String[] entry = line.text().split(" -> ", -1);
    if (entry.length != 2) {
      throw line.wrong("KEY -> VALUE");
    }
    tables
        .computeIfAbsent(name, _ -> new HashMap<>())
        .put(entry[0].strip().toLowerCase(Locale.ROOT), entry[1].strip());
  }

  private void addRule(String section, LineFile.Line line) {
    String[] heading = section.split(" ", 2);
    Field field = fields.get(heading[0]);
    if (field == null) {
      throw line.wrong("a section of " + fields.keySet());
    }
    Strength strength =
        heading.length == 1 ? Strength.STRONG : constant(Strength.class, heading[1], line);
    Transform transform = Transform.TEXT;
    String argument = "";
    ObservationKind onlyFor = null;
    String[] words = line.text().split("\\s+", -1);
    for (int i = 1; i < words.length; i++) {
      String word = words[i];
      if (word.startsWith("for=")) {
        onlyFor = constant(ObservationKind.class, word.substring("for=".length()), line);
      } else if (Set.of("weak", "neutral", "strong").contains(word)) {
        strength = constant(Strength.class, word, line);
      } else {
        String[] parts = word.split(":", 2);
        transform = constant(Transform.class, parts[0], line);
        argument = parts.length == 2 ? parts[1] : "";
      }
    }
    if (transform == Transform.AFTER || transform == Transform.WITH_SYSTEM) {
      slot(argument);
    }
    Map<String, String> table = table(transform, argument, line);
    Collection<String> values = transform == Transform.CONST ? List.of(argument) : table.values();
    if (field == Field.KIND) {
      values.forEach(value -> constant(ObservationKind.class, value, line));
    } else if (field == Field.LEVEL) {
      values.forEach(value -> constant(ObservationLevel.class, value, line));
    }
    rules
        .computeIfAbsent(field, _ -> new ArrayList<>())
        .add(new Rule(source(words[0]), transform, argument, table, strength, onlyFor));
  }

  private Map<String, String> table(Transform transform, String name, LineFile.Line line) {
    if (transform != Transform.LOOKUP && transform != Transform.ALIAS) {
      return Map.of();
    }
    Map<String, String> table = tables.get(name);
    if (table == null) {
      throw line.wrong("a table of " + tables.keySet());
    }
    return Map.copyOf(table);
  }

  private Source source(String word) {
    if (word.startsWith("resource/")) {
      return new Source.ResourceAttribute(word.substring("resource/".length()));
    }
    if (word.startsWith("event/")) {
      String[] parts = word.substring("event/".length()).split("/", 2);
      return new Source.Event(Set.of(parts[0].split(",", -1)), parts.length == 2 ? parts[1] : "");
    }
    if (word.endsWith(".*")) {
      String prefix = word.substring(0, word.length() - 1);
      return new Source.Prefix(
          prefix, prefixSlots.computeIfAbsent(prefix, _ -> prefixSlots.size()));
    }
    return new Source.Attribute(word, slot(word));
  }

  private int slot(String attribute) {
    return attributeSlots.computeIfAbsent(attribute, _ -> attributeSlots.size());
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name, LineFile.Line line) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(name)) {
        return constant;
      }
    }
    throw line.wrong("'" + name + "' to be one of " + List.of(type.getEnumConstants()));
  }
}
