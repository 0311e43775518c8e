package dev.seamark.core.workspace;

/** Writes workspaces, projects and keys. Writing the same record again changes nothing. */
public interface WorkspaceWriter {

  void putWorkspace(WorkspaceId id, String name);

  void putProject(Project project);

  void putApiKey(ApiKey key);

  /** Takes a key out of use; unknown keys are ignored. */
  void revokeApiKey(WorkspaceId workspaceId, String publicKey);
}
