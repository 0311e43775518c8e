package dev.seamark.storage.clickhouse;

import java.util.List;

/**
 * Encoded rows for one table, sent as they are.
 *
 * @param name log comment
 * @param token the same token is the same insert: a repetition changes nothing, neither in the
 *     table nor in the targets of its views
 * @param bodies zstd frames with blocks in Native format, sent one after the other
 */
public record Insert(String name, String table, String token, List<byte[]> bodies) {
  public Insert {
    bodies = List.copyOf(bodies);
  }
}
