package dev.seamark.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyCredentialsTest {
  private static final ApiKey KEY =
      new ApiKey(
          "pk-sm-1",
          ApiKeySecret.hash("sk-sm-1"),
          "test",
          new WorkspaceId(new UUID(0, 1)),
          new ProjectId(new UUID(0, 2)),
          30,
          Set.of(Scope.QUERY));
  private static final ApiKeyReader KEYS =
      hash -> Optional.of(KEY).filter(key -> key.secretHash().equals(hash));

  @ParameterizedTest
  @ValueSource(strings = {"Bearer sk-sm-1", "bearer  sk-sm-1 ", "BEARER sk-sm-1"})
  void read_bearer(String header) {
    assertThat(ApiKeyCredentials.read(header, null))
        .isEqualTo(new ApiKeyCredentials(null, "sk-sm-1"));
  }

  @Test
  void read_apiKeyHeader() {
    assertThat(ApiKeyCredentials.read(null, " sk-sm-1"))
        .isEqualTo(new ApiKeyCredentials(null, "sk-sm-1"));
    assertThat(ApiKeyCredentials.read("", "sk-sm-1").secret()).isEqualTo("sk-sm-1");
  }

  @Test
  void read_basic() {
    assertThat(ApiKeyCredentials.read(basic("pk-sm-1:sk:with:colons"), "ignored"))
        .isEqualTo(new ApiKeyCredentials("pk-sm-1", "sk:with:colons"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer ", "Digest abc", "sk-sm-1", "Basic !!!"})
  void read_otherForm(String header) {
    assertUnauthenticated(header, null);
  }

  @Test
  void read_missing() {
    assertUnauthenticated(null, null);
    assertUnauthenticated(" ", "");
    assertUnauthenticated(basic("no-colon"), null);
    assertUnauthenticated(basic(":sk"), null);
    assertUnauthenticated(basic("pk:"), null);
  }

  @Test
  void authenticate_known() {
    assertThat(ApiKeyCredentials.read("Bearer sk-sm-1", null).authenticate(KEYS, Scope.QUERY))
        .isEqualTo(KEY);
    assertThat(
            ApiKeyCredentials.read(basic("pk-sm-1:sk-sm-1"), null).authenticate(KEYS, Scope.QUERY))
        .isEqualTo(KEY);
  }

  @Test
  void authenticate_unknownOrForeignHalf() {
    assertThatThrownBy(() -> new ApiKeyCredentials(null, "sk-sm-2").authenticate(KEYS, Scope.QUERY))
        .isInstanceOfSatisfying(
            SeamarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
    assertThatThrownBy(
            () -> new ApiKeyCredentials("pk-sm-2", "sk-sm-1").authenticate(KEYS, Scope.QUERY))
        .isInstanceOfSatisfying(
            SeamarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
  }

  @Test
  void authenticate_withoutScope() {
    assertThatThrownBy(
            () -> new ApiKeyCredentials(null, "sk-sm-1").authenticate(KEYS, Scope.INGEST))
        .isInstanceOfSatisfying(
            SeamarkException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED))
        .hasMessageContaining("pk-sm-1")
        .hasMessageContaining("INGEST");
  }

  @Test
  void toString_leavesSecretOut() {
    assertThat(new ApiKeyCredentials("pk-sm-1", "sk-sm-1").toString()).doesNotContain("sk-sm-1");
  }

  private static void assertUnauthenticated(
      @Nullable String authorization, @Nullable String apiKey) {
    assertThatThrownBy(() -> ApiKeyCredentials.read(authorization, apiKey))
        .isInstanceOfSatisfying(
            SeamarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
  }

  private static String basic(String halves) {
    return "Basic " + Base64.getEncoder().encodeToString(halves.getBytes(StandardCharsets.UTF_8));
  }
}
