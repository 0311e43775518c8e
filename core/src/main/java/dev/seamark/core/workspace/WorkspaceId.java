package dev.seamark.core.workspace;

import java.util.UUID;

/** A tenant. Workspaces never see one another's data. */
public record WorkspaceId(UUID value) {
  public static WorkspaceId parse(String text) {
    return new WorkspaceId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
