package dev.seamark.storage.clickhouse.block;

import java.util.UUID;

/** UUIDs: two little-endian halves, the high one first. */
public final class UuidColumn extends FlatColumn {

  public UuidColumn(String name) {
    super(name, "UUID");
  }

  public void add(UUID value) {
    values.int64(value.getMostSignificantBits());
    values.int64(value.getLeastSignificantBits());
    rows++;
  }
}
