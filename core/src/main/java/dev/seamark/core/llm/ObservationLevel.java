package dev.seamark.core.llm;

/** How much a client says an observation matters. The ordinal order is the order of severity. */
public enum ObservationLevel {
  DEBUG,
  DEFAULT,
  WARNING,
  ERROR
}
