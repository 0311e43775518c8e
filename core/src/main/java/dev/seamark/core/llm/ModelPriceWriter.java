package dev.seamark.core.llm;

import dev.seamark.core.workspace.WorkspaceId;

/**
 * Writes the prices that workspaces set for models. Both methods throw {@code STORE_UNAVAILABLE}
 * when trying again can help; doing the same again changes nothing.
 */
public interface ModelPriceWriter {

  /** Sets a price; it replaces the one with the same pattern, all its periods and tiers. */
  void putModelPrice(WorkspaceId workspaceId, ModelPrice price);

  /** Removes the price with a pattern, if there is one. */
  void removeModelPrice(WorkspaceId workspaceId, String pattern);
}
