package dev.seamark.query.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.seamark.query.ApiClient;
import dev.seamark.query.MemoryStore;
import dev.seamark.query.QueryApplication;
import dev.seamark.storage.tests.Golden;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The document that is served is the one that the endpoints' annotations make. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    classes = {QueryApplication.class, MemoryStore.class, OpenApiDocument.class},
    properties = {
      "springdoc.api-docs.path=/made/openapi.json",
      "springdoc.api-docs.version=openapi_3_1",
      "springdoc.paths-to-match=/api/**",
      "springdoc.writer-with-order-by-keys=true"
    })
class OpenApiTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "openapi.json");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final ApiClient client;

  OpenApiTest(@LocalServerPort int port) {
    client = new ApiClient(port);
  }

  @Test
  void document_asReviewed() throws Exception {
    JsonNode made = client.get("/made/openapi.json").json();
    DefaultPrettyPrinter lines =
        new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);

    Golden.assertFile(DOCUMENT, JSON.writer(lines).writeValueAsString(made) + "\n");
  }

  @Test
  void document_isServed() {
    ApiClient.Answer served = client.get("/openapi.json");

    assertThat(served.status()).isEqualTo(200);
    assertThat(served.header("content-type")).isEqualTo("application/json");
    assertThat(served.json().path("openapi").asText()).isEqualTo("3.1.0");
    assertThat(served.json().path("paths").has("/api/v1/traces/{traceId}/spans")).isTrue();
    assertThat(served.json().path("paths").has("/api/v1/logs")).isTrue();
    assertThat(served.json().path("paths").has("/api/v1/metrics/{name}/samples")).isTrue();
  }

  @Test
  void document_everyReferenceResolves() {
    JsonNode document = client.get("/openapi.json").json();
    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(reference ->
            assertThat(document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
  }
}
