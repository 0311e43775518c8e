package dev.seamark.storage.clickhouse.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte buffer with ClickHouse's primitives: little-endian numbers, varints, strings. */
final class Bytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  /** Texts up to this length are encoded in place: their length's varint has a known size. */
  private static final int SHORT_TEXT = 127;

  private byte[] array;
  private int size;

  Bytes(int capacity) {
    array = new byte[capacity];
  }

  int size() {
    return size;
  }

  byte[] array() {
    return array;
  }

  void clear() {
    size = 0;
  }

  void int8(int value) {
    reserve(1);
    array[size++] = (byte) value;
  }

  void int16(int value) {
    reserve(Short.BYTES);
    SHORT.set(array, size, (short) value);
    size += Short.BYTES;
  }

  void int32(int value) {
    reserve(Integer.BYTES);
    INT.set(array, size, value);
    size += Integer.BYTES;
  }

  void int64(long value) {
    reserve(Long.BYTES);
    LONG.set(array, size, value);
    size += Long.BYTES;
  }

  void varint(int value) {
    reserve(5);
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      array[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[size++] = (byte) rest;
  }

  /** Length and UTF-8. A lone surrogate becomes a question mark. */
  void string(String text) {
    int length = text.length();
    if (length <= SHORT_TEXT && ascii(text, length)) {
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length);
    append(utf8, utf8.length);
  }

  void append(byte[] source, int length) {
    reserve(length);
    System.arraycopy(source, 0, array, size, length);
    size += length;
  }

  void append(Bytes source) {
    append(source.array, source.size);
  }

  /** Writes a short text if it is ASCII; else writes nothing. */
  private boolean ascii(String text, int length) {
    reserve(1 + length);
    byte[] target = array;
    int at = size;
    target[at++] = (byte) length;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > 0x7f) {
        return false;
      }
      target[at + i] = (byte) c;
    }
    size = at + length;
    return true;
  }

  private void reserve(int more) {
    if (array.length - size < more) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, Math.addExact(size, more)));
    }
  }
}
