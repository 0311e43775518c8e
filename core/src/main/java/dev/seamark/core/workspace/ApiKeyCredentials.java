package dev.seamark.core.workspace;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request proves itself with. Three forms are read: {@code Authorization: Bearer SECRET},
 * {@code x-api-key: SECRET} and {@code Authorization: Basic base64(PUBLIC:SECRET)}. When both
 * headers are present, {@code Authorization} counts.
 *
 * @param publicKey named by the Basic form only; it then has to be the secret's own
 */
public record ApiKeyCredentials(@Nullable String publicKey, String secret) {
  private static final String EXPECTED =
      " (expected: Authorization: Bearer SECRET, x-api-key: SECRET"
          + " or Authorization: Basic base64(PUBLIC:SECRET))";

  /**
   * Reads the values of the two headers, {@code null} for an absent one.
   *
   * @throws SeamarkException UNAUTHENTICATED when there is none, or it has another form
   */
  public static ApiKeyCredentials read(@Nullable String authorization, @Nullable String apiKey) {
    if (authorization != null && !authorization.isBlank()) {
      return readAuthorization(authorization.strip());
    }
    if (apiKey != null && !apiKey.isBlank()) {
      return new ApiKeyCredentials(null, apiKey.strip());
    }
    throw unauthenticated("API key: missing" + EXPECTED);
  }

  /**
   * The key that these credentials stand for.
   *
   * @throws SeamarkException UNAUTHENTICATED when the key is unknown or revoked, PERMISSION_DENIED
   *     when it lacks the scope, STORE_UNAVAILABLE when nobody can tell
   */
  public ApiKey authenticate(ApiKeyReader keys, Scope scope) {
    ApiKey key =
        keys.findApiKey(ApiKeySecret.hash(secret))
            .filter(found -> publicKey == null || publicKey.equals(found.publicKey()))
            .orElseThrow(() -> unauthenticated("API key: unknown or revoked"));
    if (!key.allows(scope)) {
      throw new SeamarkException(
          ErrorCode.PERMISSION_DENIED,
          "API key " + key.publicKey() + ": scopes " + key.scopes() + " (expected: " + scope + ")");
    }
    return key;
  }

  private static ApiKeyCredentials readAuthorization(String authorization) {
    int space = authorization.indexOf(' ');
    String scheme = (space < 0 ? authorization : authorization.substring(0, space));
    String value = space < 0 ? "" : authorization.substring(space + 1).strip();
    if (!value.isEmpty()) {
      switch (scheme.toLowerCase(Locale.ROOT)) {
        case "bearer" -> {
          return new ApiKeyCredentials(null, value);
        }
        case "basic" -> {
          return readBasic(value);
        }
        default -> {
          // Another scheme: refused below, without repeating what may be a secret.
        }
      }
    }
    throw unauthenticated("Authorization: another scheme, or no value" + EXPECTED);
  }

  private static ApiKeyCredentials readBasic(String base64) {
    String decoded;
    try {
      decoded = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new SeamarkException(
          ErrorCode.UNAUTHENTICATED, "Authorization: Basic is not Base64" + EXPECTED, e);
    }
    int colon = decoded.indexOf(':');
    if (colon <= 0 || colon == decoded.length() - 1) {
      throw unauthenticated("Authorization: Basic lacks a half" + EXPECTED);
    }
    return new ApiKeyCredentials(decoded.substring(0, colon), decoded.substring(colon + 1));
  }

  private static SeamarkException unauthenticated(String message) {
    return new SeamarkException(ErrorCode.UNAUTHENTICATED, message);
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "ApiKeyCredentials[" + (publicKey == null ? "" : publicKey) + "]";
  }
}
