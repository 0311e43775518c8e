package dev.seamark.core.span;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A W3C span id: 8 bytes, not all zero, written as 16 lower-case hex digits. */
public record SpanId(long value) {
  public static final int BYTES = 8;

  public SpanId {
    if (value == 0) {
      throw new IllegalArgumentException("spanId: all zeros (expected: at least one bit set)");
    }
  }

  /** Reads 8 big-endian bytes. */
  public static SpanId of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("spanId: " + bytes.length + " bytes (expected: 8)");
    }
    return new SpanId(ByteBuffer.wrap(bytes).getLong());
  }

  /** Reads 16 hex digits, either case. */
  public static SpanId parse(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException("spanId: '" + hex + "' (expected: 16 hex digits)");
    }
    try {
      return new SpanId(HexFormat.fromHexDigitsToLong(hex));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("spanId: '" + hex + "' (expected: 16 hex digits)", e);
    }
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(value);
  }
}
