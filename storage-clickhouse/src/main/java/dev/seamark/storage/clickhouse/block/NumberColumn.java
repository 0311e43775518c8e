package dev.seamark.storage.clickhouse.block;

/** Numbers of one width: integers, floating point, Bool, Enum8 and times. */
public final class NumberColumn extends FlatColumn {
  private final int width;

  private NumberColumn(String name, String type, int width) {
    super(name, type);
    this.width = width;
  }

  public static NumberColumn int8(String name) {
    return new NumberColumn(name, "Int8", Byte.BYTES);
  }

  public static NumberColumn uint8(String name) {
    return new NumberColumn(name, "UInt8", Byte.BYTES);
  }

  public static NumberColumn bool(String name) {
    return new NumberColumn(name, "Bool", Byte.BYTES);
  }

  public static NumberColumn int16(String name) {
    return new NumberColumn(name, "Int16", Short.BYTES);
  }

  public static NumberColumn uint16(String name) {
    return new NumberColumn(name, "UInt16", Short.BYTES);
  }

  public static NumberColumn int32(String name) {
    return new NumberColumn(name, "Int32", Integer.BYTES);
  }

  public static NumberColumn uint32(String name) {
    return new NumberColumn(name, "UInt32", Integer.BYTES);
  }

  public static NumberColumn int64(String name) {
    return new NumberColumn(name, "Int64", Long.BYTES);
  }

  public static NumberColumn uint64(String name) {
    return new NumberColumn(name, "UInt64", Long.BYTES);
  }

  public static NumberColumn float32(String name) {
    return new NumberColumn(name, "Float32", Float.BYTES);
  }

  public static NumberColumn float64(String name) {
    return new NumberColumn(name, "Float64", Double.BYTES);
  }

  /** Seconds since 1970. */
  public static NumberColumn seconds(String name) {
    return new NumberColumn(name, "DateTime('UTC')", Integer.BYTES);
  }

  /** Nanoseconds since 1970. */
  public static NumberColumn nanoseconds(String name) {
    return new NumberColumn(name, "DateTime64(9, 'UTC')", Long.BYTES);
  }

  /** A decimal of 18 digits, added as a whole number of its last decimal place. */
  public static NumberColumn decimal18(String name, int scale) {
    return new NumberColumn(name, "Decimal(18, " + scale + ")", Long.BYTES);
  }

  /** Adds an integer; higher bits than the width has are cut off. */
  public void add(long value) {
    switch (width) {
      case Byte.BYTES -> values.int8((int) value);
      case Short.BYTES -> values.int16((int) value);
      case Integer.BYTES -> values.int32((int) value);
      default -> values.int64(value);
    }
    rows++;
  }

  public void add(boolean value) {
    add(value ? 1L : 0L);
  }

  /** Adds a floating point number, every NaN as it is. */
  public void add(double value) {
    add(
        width == Float.BYTES
            ? Float.floatToRawIntBits((float) value)
            : Double.doubleToRawLongBits(value));
  }
}
