package dev.seamark.core.llm;

import dev.seamark.core.workspace.WorkspaceId;
import java.util.List;

/** Reads the prices that workspaces have set for models. */
@FunctionalInterface
public interface ModelPriceReader {

  /**
   * A workspace's own prices; none when it set none.
   *
   * @throws dev.seamark.core.error.SeamarkException {@code STORE_UNAVAILABLE} when trying again can
   *     help
   */
  List<ModelPrice> readModelPrices(WorkspaceId workspaceId);
}
