package dev.seamark.ingest.body;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The values of {@code Content-Encoding} that are understood. */
public enum ContentCoding {
  IDENTITY,
  GZIP,
  DEFLATE,
  ZSTD;

  /** A frame asking for a larger window than 8 MiB, the least a decoder must grant, is refused. */
  private static final int ZSTD_WINDOW_LOG = 23;

  /**
   * Reads the header's value; absent and empty mean identity.
   *
   * @throws SeamarkException UNSUPPORTED_MEDIA_TYPE
   */
  public static ContentCoding of(@Nullable String header) {
    if (header == null) {
      return IDENTITY;
    }
    return switch (header.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity", "none" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      case "deflate", "zlib" -> DEFLATE;
      case "zstd" -> ZSTD;
      default ->
          throw new SeamarkException(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "Content-Encoding: '"
                  + abbreviate(header)
                  + "' (expected: gzip, zstd, deflate or identity)");
    };
  }

  /** The decoded form of a stream; reading throws {@link IOException} where it is damaged. */
  InputStream decode(InputStream encoded) throws IOException {
    return switch (this) {
      case IDENTITY -> encoded;
      case GZIP -> new GZIPInputStream(encoded, 8192);
      case DEFLATE -> inflate(new BufferedInputStream(encoded, 8192));
      case ZSTD -> new ZstdInputStreamNoFinalizer(encoded).setLongMax(ZSTD_WINDOW_LOG);
    };
  }

  /** {@code deflate} means the zlib format, but some clients send the bare deflate stream. */
  private static InputStream inflate(BufferedInputStream encoded) throws IOException {
    encoded.mark(2);
    int method = encoded.read();
    int flags = encoded.read();
    encoded.reset();
    boolean zlib = (method & 0x0f) == 8 && flags >= 0 && ((method << 8) + flags) % 31 == 0;
    Inflater inflater = new Inflater(!zlib);
    return new FilterInputStream(new InflaterInputStream(encoded, inflater, 8192)) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end();
      }
    };
  }

  private static String abbreviate(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
