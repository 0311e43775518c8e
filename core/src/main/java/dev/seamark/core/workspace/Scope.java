package dev.seamark.core.workspace;

/** What an API key may do. {@link #ADMIN} includes the other two. */
public enum Scope {
  INGEST,
  QUERY,
  ADMIN
}
