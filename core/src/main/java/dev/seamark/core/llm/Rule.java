package dev.seamark.core.llm;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of the mapping file: where a field's value may be found and how it is read.
 *
 * @param argument of the transformation; empty when it takes none
 * @param table of a {@link Transform#LOOKUP} or {@link Transform#ALIAS}, keys in lower case
 * @param onlyFor the rule holds for spans of this kind only
 */
record Rule(
    Source source,
    Transform transform,
    String argument,
    Map<String, String> table,
    Strength strength,
    @Nullable ObservationKind onlyFor) {

  /** Where a value may be found. Sources of the same place share an index. */
  sealed interface Source {
    /** A span attribute, by its slot among the collected values. */
    record Attribute(String name, int slot) implements Source {}

    /** Every span attribute that begins with the prefix, by its slot among the collected groups. */
    record Prefix(String prefix, int slot) implements Source {}

    record ResourceAttribute(String name) implements Source {}

    /** Span events of these names, or one attribute of the first of them when it is not empty. */
    record Event(Set<String> names, String attribute) implements Source {
      public Event {
        names = Set.copyOf(names);
      }
    }
  }

  /** How a value is read. */
  enum Transform {
    /** The text itself; other values in their JSON form. */
    TEXT,
    /** The table's entry; a value that is not in the table is no value. */
    LOOKUP,
    /** The table's entry, else the value in lower case. */
    ALIAS,
    /** The argument, when the attribute is there. */
    CONST,
    /** The text, after the value of the attribute named by the argument and a colon. */
    AFTER,
    /** A count of tokens. */
    COUNT,
    /** The count at the argument's path (dots between members) in JSON text. */
    JSON,
    /** US dollars. */
    USD,
    /** Counts or amounts by bucket name, JSON text. */
    DETAILS,
    /** A list, JSON list text, or words between commas. */
    LIST,
    /** JSON object text; a prefix is gathered into one object. */
    OBJECT,
    /** Keys with indexes in them, rebuilt into the JSON they were flattened from. */
    INDEXED,
    /** Messages with the system instructions named by the argument put before them. */
    WITH_SYSTEM,
    /** Events as chat messages. */
    MESSAGES,
    SECONDS,
    MILLIS,
    /** An RFC 3339 time, less the span's start. */
    TIMESTAMP,
    /** An event's time, less the span's start. */
    EVENT_TIME
  }

  /** What finding the attribute says about its span. */
  enum Strength {
    /** It belongs to an LLM convention: the span is one of an LLM application. */
    STRONG,
    /** A common word: it counts only beside a strong one. */
    WEAK,
    /** It counts on any span and says nothing about it. */
    NEUTRAL
  }
}
