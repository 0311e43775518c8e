package dev.seamark.core.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CursorSignerTest {
  private static final byte[] QUERY = bytes("query-01");
  private static final byte[] BODY = bytes("position");

  private final CursorSigner signer = new CursorSigner(bytes("0123456789abcdef"));

  @Test
  void open_signed() {
    assertThat(signer.open(QUERY, signer.sign(QUERY, BODY))).isEqualTo(BODY);
    assertThat(signer.open(QUERY, signer.sign(QUERY, new byte[0]))).isEmpty();
  }

  @Test
  void sign_urlSafe() {
    for (int i = 0; i < 256; i++) {
      assertThat(signer.sign(QUERY, new byte[] {(byte) i, -1, -2})).matches("[A-Za-z0-9_-]+");
    }
  }

  @Test
  void open_everyBitChanged() {
    byte[] text = Base64.getUrlDecoder().decode(signer.sign(QUERY, BODY));
    for (int bit = 0; bit < text.length * 8; bit++) {
      byte[] changed = text.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertInvalid(QUERY, Base64.getUrlEncoder().withoutPadding().encodeToString(changed), "");
    }
  }

  @Test
  void open_otherQuery() {
    assertInvalid(bytes("query-02"), signer.sign(QUERY, BODY), "other filters");
  }

  @Test
  void open_otherSecret() {
    String cursor = new CursorSigner(bytes("0123456789abcdeX")).sign(QUERY, BODY);
    assertInvalid(QUERY, cursor, "another secret");
  }

  @Test
  void open_otherVersion() {
    byte[] text = Base64.getUrlDecoder().decode(signer.sign(QUERY, BODY));
    text[0] = 2;
    assertInvalid(QUERY, Base64.getUrlEncoder().encodeToString(text), "version");
  }

  @Test
  void open_garbage() {
    assertInvalid(QUERY, "", "too short");
    assertInvalid(QUERY, "!!!", "Base64");
    assertInvalid(QUERY, "A".repeat(100_000), "too long");
  }

  @Test
  void new_shortSecret() {
    assertThatThrownBy(() -> new CursorSigner(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("secret: 15 bytes (expected: at least 16)");
  }

  private void assertInvalid(byte[] query, String cursor, String message) {
    assertThatThrownBy(() -> signer.open(query, cursor))
        .isInstanceOfSatisfying(
            SeamarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CURSOR))
        .hasMessageContaining(message);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
