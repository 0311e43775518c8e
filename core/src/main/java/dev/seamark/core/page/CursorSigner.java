package dev.seamark.core.page;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Turns positions into opaque, URL-safe text and back. The text is {@code base64url(version · query
 * · body · signature)}: the query is the first 8 bytes of a hash over everything that must be the
 * same on the next page, the signature is the first 16 bytes of HMAC-SHA256 over all before it.
 */
public final class CursorSigner {
  private static final byte VERSION = 1;
  private static final int QUERY_BYTES = 8;
  private static final int SIGNATURE_BYTES = 16;
  private static final int MAX_LENGTH = 12_000;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec secret;

  /**
   * Signs with a secret.
   *
   * @param secret the same for all processes that answer one another's cursors, 16 bytes or more
   */
  public CursorSigner(byte[] secret) {
    if (secret.length < 16) {
      throw new IllegalArgumentException(
          "secret: " + secret.length + " bytes (expected: at least 16)");
    }
    this.secret = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * The text of a position.
   *
   * @param queryHash tells one query from another; at least 8 bytes, of which the first 8 count
   * @param body what {@link #open} gives back
   */
  public String sign(byte[] queryHash, byte[] body) {
    byte[] signed =
        ByteBuffer.allocate(1 + QUERY_BYTES + body.length)
            .put(VERSION)
            .put(queryHash, 0, QUERY_BYTES)
            .put(body)
            .array();
    byte[] text = Arrays.copyOf(signed, signed.length + SIGNATURE_BYTES);
    System.arraycopy(hmac(signed), 0, text, signed.length, SIGNATURE_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /**
   * The body of a cursor that was signed with this secret for this query.
   *
   * @throws SeamarkException INVALID_CURSOR when it was not
   */
  public byte[] open(byte[] queryHash, String cursor) {
    byte[] text = decode(cursor);
    if (text.length < 1 + QUERY_BYTES + SIGNATURE_BYTES) {
      throw invalid("too short", null);
    }
    if (text[0] != VERSION) {
      throw invalid("of another version of Seamark", null);
    }
    byte[] signed = Arrays.copyOf(text, text.length - SIGNATURE_BYTES);
    byte[] signature = Arrays.copyOfRange(text, signed.length, text.length);
    if (!MessageDigest.isEqual(signature, Arrays.copyOf(hmac(signed), SIGNATURE_BYTES))) {
      throw invalid("changed, or signed with another secret", null);
    }
    if (!Arrays.equals(signed, 1, 1 + QUERY_BYTES, queryHash, 0, QUERY_BYTES)) {
      throw invalid("of a query with other filters or another order", null);
    }
    return Arrays.copyOfRange(signed, 1 + QUERY_BYTES, signed.length);
  }

  private static byte[] decode(String cursor) {
    if (cursor.length() > MAX_LENGTH) {
      throw invalid("too long", null);
    }
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw invalid("not Base64", e);
    }
  }

  private byte[] hmac(byte[] signed) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac.doFinal(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
    }
  }

  private static SeamarkException invalid(String what, @Nullable Throwable cause) {
    return new SeamarkException(
        ErrorCode.INVALID_CURSOR,
        "cursor: " + what + " (expected: next_cursor or previous_cursor of the same query)",
        cause);
  }
}
