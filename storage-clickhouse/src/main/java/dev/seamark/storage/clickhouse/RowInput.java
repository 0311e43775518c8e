package dev.seamark.storage.clickhouse;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Pulls values out of a {@code RowBinary} stream. There are no column names or types on the wire:
 * the caller reads what it selected, in that order. LowCardinality columns read as their inner
 * type, {@code DateTime64(9)} as {@link #int64} nanoseconds, {@code Enum8} as {@link #int8}, {@code
 * DateTime} as {@link #uint32}, {@code Date} as {@link #uint16}.
 */
public final class RowInput {
  private static final int CAPACITY = 64 * 1024;

  /** Bytes already handed out that stay at hand: an exception's text is looked for there. */
  private static final int HISTORY = 4 * 1024;

  private static final int MAX_LENGTH = 256 * 1024 * 1024;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private final InputStream source;
  private final byte[] buffer = new byte[CAPACITY];
  private int position;
  private int limit;

  RowInput(InputStream source) {
    this.source = source;
  }

  /** Whether another row begins here. */
  boolean hasMore() throws IOException {
    return position < limit || fill();
  }

  /** What was read last, for finding an exception that the server wrote into the stream. */
  String tail() {
    return new String(buffer, 0, limit, StandardCharsets.UTF_8);
  }

  /** Reads and forgets the rest, so that a failure at the end of the stream comes to light. */
  void drain() throws IOException {
    do {
      position = limit;
    } while (fill());
  }

  public boolean bool() {
    return int8() != 0;
  }

  public byte int8() {
    require(1);
    return buffer[position++];
  }

  public int uint8() {
    return int8() & 0xff;
  }

  public int uint16() {
    require(Short.BYTES);
    short value = (short) SHORT.get(buffer, position);
    position += Short.BYTES;
    return value & 0xffff;
  }

  public int int32() {
    require(Integer.BYTES);
    int value = (int) INT.get(buffer, position);
    position += Integer.BYTES;
    return value;
  }

  public long uint32() {
    return int32() & 0xffff_ffffL;
  }

  /** Int64 or UInt64: the 64 bits as they are. */
  public long int64() {
    require(Long.BYTES);
    long value = (long) LONG.get(buffer, position);
    position += Long.BYTES;
    return value;
  }

  public float float32() {
    return Float.intBitsToFloat(int32());
  }

  public double float64() {
    return Double.longBitsToDouble(int64());
  }

  public UUID uuid() {
    long high = int64();
    return new UUID(high, int64());
  }

  /** Eight bytes of a FixedString in big-endian order, as identifiers are written. */
  public long bigEndian64() {
    return Long.reverseBytes(int64());
  }

  /** A FixedString of this many bytes. */
  public byte[] fixed(int length) {
    byte[] bytes = new byte[length];
    read(bytes);
    return bytes;
  }

  public String string() {
    int length = length();
    if (length <= limit - position) {
      String value = new String(buffer, position, length, StandardCharsets.UTF_8);
      position += length;
      return value;
    }
    return new String(fixed(length), StandardCharsets.UTF_8);
  }

  /** An Array. */
  public <T> List<T> list(Function<RowInput, T> element) {
    int size = length();
    List<T> values = new ArrayList<>(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      values.add(element.apply(this));
    }
    return values;
  }

  /** A Map, in stored order. */
  public <K, V> Map<K, V> map(Function<RowInput, K> key, Function<RowInput, V> value) {
    int size = length();
    Map<K, V> values = LinkedHashMap.newLinkedHashMap(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      K k = key.apply(this);
      values.put(k, value.apply(this));
    }
    return values;
  }

  /** A Nullable: {@code orElse} when the value is null. */
  public <T> T nullable(Function<RowInput, T> value, T orElse) {
    return bool() ? orElse : value.apply(this);
  }

  private int length() {
    int length = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      byte next = int8();
      length |= (next & 0x7f) << shift;
      if (next >= 0) {
        if (length < 0 || length > MAX_LENGTH) {
          break;
        }
        return length;
      }
    }
    throw new IllegalStateException(
        "length: " + length + " (expected: 0.." + MAX_LENGTH + "; do columns and mapper agree?)");
  }

  private void require(int bytes) {
    if (limit - position >= bytes) {
      return;
    }
    try {
      while (limit - position < bytes) {
        if (!fill()) {
          throw new EOFException("the result ends within a row");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(byte[] target) {
    int copied = Math.min(target.length, limit - position);
    System.arraycopy(buffer, position, target, 0, copied);
    position += copied;
    try {
      if (source.readNBytes(target, copied, target.length - copied) < target.length - copied) {
        throw new EOFException("the result ends within a row");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads on behind the unread bytes; false at the end. */
  private boolean fill() throws IOException {
    if (limit == buffer.length || position == limit) {
      int from = Math.max(0, position - HISTORY);
      System.arraycopy(buffer, from, buffer, 0, limit - from);
      position -= from;
      limit -= from;
    }
    int count = source.read(buffer, limit, buffer.length - limit);
    if (count <= 0) {
      return false;
    }
    limit += count;
    return true;
  }
}
