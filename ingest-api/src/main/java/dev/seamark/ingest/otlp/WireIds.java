package dev.seamark.ingest.otlp;

import com.google.protobuf.ByteString;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Trace and span ids as OTLP sends them: bytes of any number, all zero for none. */
public final class WireIds {
  private WireIds() {}

  /** The trace id, or {@code null} for bytes that are none. */
  public static @Nullable TraceId traceId(ByteString bytes) {
    if (!isId(bytes, TraceId.BYTES)) {
      return null;
    }
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
    return new TraceId(buffer.getLong(), buffer.getLong());
  }

  /** The span id, or {@code null} for bytes that are none. */
  public static @Nullable SpanId spanId(ByteString bytes) {
    return isId(bytes, SpanId.BYTES) ? new SpanId(bytes.asReadOnlyByteBuffer().getLong()) : null;
  }

  /** What is wrong with bytes that are no id. */
  public static String detail(ByteString bytes, int expectedLength) {
    return bytes.size() == expectedLength
        ? "all zeros (expected: at least one bit set)"
        : bytes.size() + " bytes (expected: " + expectedLength + ")";
  }

  private static boolean isId(ByteString bytes, int length) {
    if (bytes.size() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes.byteAt(i) != 0) {
        return true;
      }
    }
    return false;
  }
}
