package dev.seamark.storage.clickhouse.block;

/** Texts, for String and LowCardinality(String). */
public final class StringColumn extends FlatColumn {

  public StringColumn(String name) {
    super(name, "String");
  }

  public void add(String value) {
    values.string(value);
    rows++;
  }
}
