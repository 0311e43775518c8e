package dev.seamark.core.workspace;

import java.util.UUID;

/** A project of a workspace: the unit that an API key writes to and reads from. */
public record ProjectId(UUID value) {
  public static ProjectId parse(String text) {
    return new ProjectId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
