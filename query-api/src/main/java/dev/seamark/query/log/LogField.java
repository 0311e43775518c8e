package dev.seamark.query.log;

import dev.seamark.core.log.LogPart;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a list may be asked to show of each record; named in lower case. */
enum LogField {
  RECORD_ID,
  TIME,
  TIME_SOURCE,
  OBSERVED_TIME,
  SEVERITY_NUMBER,
  SEVERITY_TEXT,
  SERVICE,
  BODY(LogPart.BODY),
  EVENT_NAME,
  TRACE_ID,
  SPAN_ID,
  FLAGS,
  ATTRIBUTES(LogPart.ATTRIBUTES),
  DROPPED_ATTRIBUTES_COUNT,
  RESOURCE(LogPart.RESOURCE),
  SCOPE(LogPart.SCOPE);

  static final Set<LogField> ALL = Collections.unmodifiableSet(EnumSet.allOf(LogField.class));

  private final @Nullable LogPart part;

  LogField() {
    this(null);
  }

  LogField(@Nullable LogPart part) {
    this.part = part;
  }

  /** What has to be read for the fields. */
  static Set<LogPart> parts(Set<LogField> fields) {
    EnumSet<LogPart> parts = EnumSet.noneOf(LogPart.class);
    for (LogField field : fields) {
      if (field.part != null) {
        parts.add(field.part);
      }
    }
    return parts;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
