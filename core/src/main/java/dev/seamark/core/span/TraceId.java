package dev.seamark.core.span;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A W3C trace id: 16 bytes, not all zero, written as 32 lower-case hex digits. */
public record TraceId(long high, long low) {
  public static final int BYTES = 16;

  public TraceId {
    if (high == 0 && low == 0) {
      throw new IllegalArgumentException("traceId: all zeros (expected: at least one bit set)");
    }
  }

  /** Reads 16 big-endian bytes. */
  public static TraceId of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("traceId: " + bytes.length + " bytes (expected: 16)");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new TraceId(buffer.getLong(), buffer.getLong());
  }

  /** Reads 32 hex digits, either case. */
  public static TraceId parse(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException("traceId: '" + hex + "' (expected: 32 hex digits)");
    }
    try {
      return new TraceId(
          HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("traceId: '" + hex + "' (expected: 32 hex digits)", e);
    }
  }

  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
