package dev.seamark.core.llm;

/** How much a client says an observation matters, by severity. Stored by ordinal: append only. */
public enum ObservationLevel {
  DEBUG,
  DEFAULT,
  WARNING,
  ERROR
}
