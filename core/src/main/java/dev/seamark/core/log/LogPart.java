package dev.seamark.core.log;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Parts of a log record that can be large, so that a list reads them only when they are wanted. */
public enum LogPart {
  BODY,
  ATTRIBUTES,
  /** The resource's attributes; the name of the service is always read. */
  RESOURCE,
  SCOPE;

  public static final Set<LogPart> ALL = Collections.unmodifiableSet(EnumSet.allOf(LogPart.class));
}
