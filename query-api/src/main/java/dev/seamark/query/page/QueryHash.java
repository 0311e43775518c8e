package dev.seamark.query.page;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Hashes everything that decides which rows a list has and in which order. */
public final class QueryHash {
  /** What a hash is made from. */
  @FunctionalInterface
  public interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  private QueryHash() {}

  public static byte[] hash(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try {
      content.write(new DataOutputStream(bytes));
      return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** Writes a number or that there is none. */
  public static void number(DataOutputStream out, @Nullable Long value) throws IOException {
    out.writeBoolean(value != null);
    out.writeLong(value == null ? 0 : value);
  }

  /** Writes a text of any length or that there is none. */
  public static void text(DataOutputStream out, @Nullable String value) throws IOException {
    byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(value == null ? -1 : bytes.length);
    out.write(bytes);
  }
}
