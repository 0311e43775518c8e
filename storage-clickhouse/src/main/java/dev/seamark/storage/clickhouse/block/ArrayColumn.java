package dev.seamark.storage.clickhouse.block;

/**
 * Arrays: elements of a row are added to {@link #elements()}, then the row is ended.
 *
 * @param <C> column of the elements
 */
public final class ArrayColumn<C extends Column> extends Column {
  private final C elements;
  private final Bytes ends = new Bytes(1024);
  private int rows;

  public ArrayColumn(String name, C elements) {
    super(name, "Array(" + elements.type() + ")");
    this.elements = elements;
  }

  public C elements() {
    return elements;
  }

  public void endRow() {
    ends.int64(elements.rows());
    rows++;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  void writeTo(Bytes out) {
    out.append(ends);
    elements.writeTo(out);
  }

  @Override
  void clear() {
    ends.clear();
    elements.clear();
    rows = 0;
  }

  @Override
  int capacity() {
    return ends.array().length + elements.capacity();
  }
}
