package dev.seamark.storage.clickhouse.block;

/**
 * Maps: entries of a row are added to {@link #keys()} and {@link #values()}, then the row is ended.
 *
 * @param <K> column of the keys
 * @param <V> column of the values
 */
public final class MapColumn<K extends Column, V extends Column> extends Column {
  private final K keys;
  private final V values;
  private final Bytes ends = new Bytes(1024);
  private int rows;

  public MapColumn(String name, K keys, V values) {
    super(name, "Map(" + keys.type() + ", " + values.type() + ")");
    this.keys = keys;
    this.values = values;
  }

  public K keys() {
    return keys;
  }

  public V values() {
    return values;
  }

  public void endRow() {
    if (keys.rows() != values.rows()) {
      throw new IllegalStateException(
          name() + ": " + values.rows() + " values (expected: " + keys.rows() + ", one per key)");
    }
    ends.int64(keys.rows());
    rows++;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  void writeTo(Bytes out) {
    out.append(ends);
    keys.writeTo(out);
    values.writeTo(out);
  }

  @Override
  void clear() {
    ends.clear();
    keys.clear();
    values.clear();
    rows = 0;
  }

  @Override
  int capacity() {
    return ends.array().length + keys.capacity() + values.capacity();
  }
}
