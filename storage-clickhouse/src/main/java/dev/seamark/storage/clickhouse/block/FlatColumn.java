package dev.seamark.storage.clickhouse.block;

/** A column whose values lie one after the other. */
abstract sealed class FlatColumn extends Column
    permits FixedStringColumn, NumberColumn, StringColumn, UuidColumn {
  final Bytes values = new Bytes(1024);
  int rows;

  FlatColumn(String name, String type) {
    super(name, type);
  }

  @Override
  public final int rows() {
    return rows;
  }

  @Override
  final void writeTo(Bytes out) {
    out.append(values);
  }

  @Override
  final void clear() {
    values.clear();
    rows = 0;
  }

  @Override
  final int capacity() {
    return values.array().length;
  }
}
