package dev.seamark.ingest.otlp;

import dev.seamark.core.ingest.Block;
import dev.seamark.core.ingest.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Blocks of a request's parts, joined to one per table. */
public final class BlockSums {
  private final Map<Table, List<Block>> byTable = new EnumMap<>(Table.class);

  public void add(Block block) {
    byTable.computeIfAbsent(block.table(), _ -> new ArrayList<>()).add(block);
  }

  public List<Block> join() {
    return byTable.values().stream().map(BlockSums::join).toList();
  }

  private static Block join(List<Block> blocks) {
    if (blocks.size() == 1) {
      return blocks.getFirst();
    }
    byte[] body = new byte[blocks.stream().mapToInt(block -> block.body().length).sum()];
    int end = 0;
    int rows = 0;
    for (Block block : blocks) {
      System.arraycopy(block.body(), 0, body, end, block.body().length);
      end += block.body().length;
      rows += block.rows();
    }
    return new Block(blocks.getFirst().table(), rows, body);
  }
}
