package dev.seamark.storage.clickhouse.block;

/** Binary identifiers of 8 or 16 bytes. */
public final class FixedStringColumn extends FlatColumn {
  private final int length;

  public FixedStringColumn(String name, int length) {
    super(name, "FixedString(" + length + ")");
    if (length != Long.BYTES && length != 2 * Long.BYTES) {
      throw new IllegalArgumentException("length: " + length + " (expected: 8 or 16)");
    }
    this.length = length;
  }

  /** Adds eight bytes, the highest first. */
  public void add(long value) {
    require(Long.BYTES);
    values.int64(Long.reverseBytes(value));
    rows++;
  }

  /** Adds sixteen bytes, the highest first. */
  public void add(long high, long low) {
    require(2 * Long.BYTES);
    values.int64(Long.reverseBytes(high));
    values.int64(Long.reverseBytes(low));
    rows++;
  }

  private void require(int bytes) {
    if (bytes != length) {
      throw new IllegalArgumentException(
          name() + ": " + bytes + " bytes (expected: " + length + ")");
    }
  }
}
