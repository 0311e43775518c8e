package dev.seamark.core.workspace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The halves of a new key. Secrets carry 256 random bits, so a plain SHA-256 at rest is enough:
 * there is no dictionary to try.
 */
public record ApiKeySecret(String publicKey, String secret) {
  private static final SecureRandom RANDOM = new SecureRandom();

  public static ApiKeySecret random() {
    return new ApiKeySecret("pk-sm-" + token(16), "sk-sm-" + token(32));
  }

  /** SHA-256 of a secret as lower-case hex: the form at rest and the look-up key. */
  public static String hash(String secret) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private static String token(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "ApiKeySecret[" + publicKey + "]";
  }
}
