package dev.seamark.core.trace;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a list can leave out of a {@link TraceSummary}. Id and start are always there. */
public enum TraceField {
  DURATION_NANOS,
  ROOT_SPAN_ID,
  ROOT_SERVICE,
  ROOT_NAME,
  STATUS,
  SPAN_COUNT,
  ERROR_COUNT,
  SERVICES,
  ORIGIN,
  USAGE;

  public static final Set<TraceField> ALL =
      Collections.unmodifiableSet(EnumSet.allOf(TraceField.class));
}
