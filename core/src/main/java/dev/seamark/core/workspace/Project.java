package dev.seamark.core.workspace;

/**
 * A project.
 *
 * @param retentionDays days that its telemetry is kept, counted from a record's own time
 */
public record Project(WorkspaceId workspaceId, ProjectId id, String name, int retentionDays) {}
