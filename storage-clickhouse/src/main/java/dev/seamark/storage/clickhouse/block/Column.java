package dev.seamark.storage.clickhouse.block;

/**
 * A column of a block: its name, its type as ClickHouse spells it and its values so far. The type
 * may be a plainer one than the table's ({@code String} for {@code LowCardinality(String)}, {@code
 * Int8} for {@code Enum8}): the server converts.
 */
public abstract sealed class Column permits ArrayColumn, FlatColumn, MapColumn {
  private final String name;
  private final String type;

  Column(String name, String type) {
    this.name = name;
    this.type = type;
  }

  public final String name() {
    return name;
  }

  public final String type() {
    return type;
  }

  /** Number of values so far. */
  public abstract int rows();

  /** Appends the values as Native format has them, without name and type. */
  abstract void writeTo(Bytes out);

  /** Forgets the values and keeps the memory. */
  abstract void clear();

  /** Bytes of memory held, used or not. */
  abstract int capacity();

  final void writeHeader(Bytes out) {
    out.string(name);
    out.string(type);
  }
}
