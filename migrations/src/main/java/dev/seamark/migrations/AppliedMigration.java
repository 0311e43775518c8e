package dev.seamark.migrations;

import java.time.Duration;

/** A migration that this run applied. */
public record AppliedMigration(String version, String description, Duration duration) {

  @Override
  public String toString() {
    return version + " " + description + " (" + duration.toMillis() + " ms)";
  }
}
