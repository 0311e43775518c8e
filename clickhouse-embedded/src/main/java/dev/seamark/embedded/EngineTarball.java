package dev.seamark.embedded;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/** An npm package file: checked against its pinned hash, then one entry is taken out of it. */
final class EngineTarball {
  private static final int RECORD = 512;

  private EngineTarball() {}

  static void verify(Path packed, EnginePackage expected) throws IOException {
    if (expected.integrity().isEmpty()) {
      return;
    }
    String actual = "sha512-" + Base64.getEncoder().encodeToString(sha512(packed));
    if (!actual.equals(expected.integrity().get())) {
      throw new EmbeddedStartException(
          "The package "
              + expected.coordinates()
              + " is not the one Seamark was built with and was thrown away.\n  expected: "
              + expected.integrity().get()
              + "\n  received: "
              + actual
              + "\n"
              + EngineLibrary.EXTERNAL);
    }
  }

  /** Writes the entry {@code package/libchdb.so} to a file. */
  static void unpackLibrary(Path packed, Path target) throws IOException {
    try (InputStream in =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(packed), 1 << 16))) {
      byte[] header = new byte[RECORD];
      while (in.readNBytes(header, 0, RECORD) == RECORD && header[0] != 0) {
        long size = Long.parseLong(text(header, 124, 12).strip(), 8);
        if (text(header, 0, 100).equals("package/libchdb.so")) {
          copy(in, size, target);
          return;
        }
        in.skipNBytes((size + RECORD - 1) / RECORD * RECORD);
      }
    }
    throw new EmbeddedStartException(packed.getFileName() + " holds no package/libchdb.so");
  }

  private static void copy(InputStream in, long size, Path target) throws IOException {
    try (OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[1 << 18];
      for (long left = size; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("package ends " + left + " bytes early");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  private static String text(byte[] header, int offset, int length) {
    int end = offset;
    while (end < offset + length && header[end] != 0) {
      end++;
    }
    return new String(header, offset, end - offset, StandardCharsets.US_ASCII);
  }

  private static byte[] sha512(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
