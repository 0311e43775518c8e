package dev.seamark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seamark.core.workspace.ApiKeySecret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, and how refusals look, on the real ports. */
class AccessIT {
  private static final String JSON = "application/json";
  private static final Duration VISIBLE = Duration.ofSeconds(30);

  @RegisterExtension static final RunningStackExtension extension = new RunningStackExtension();

  private static String strangersKey = "";
  private static String readersKey = "";
  private static String writersKey = "";

  private final RunningStack stack = extension.stack();

  @BeforeAll
  static void makeKeys() throws IOException {
    Rows rows = Rows.of(extension.stack());
    UUID stranger = UUID.randomUUID();
    strangersKey = makeKey(rows, stranger, UUID.randomUUID(), "'INGEST', 'QUERY'");
    UUID colleague = UUID.randomUUID();
    UUID project = UUID.randomUUID();
    readersKey = makeKey(rows, colleague, project, "'QUERY'");
    writersKey = makeKey(rows, colleague, project, "'INGEST'");
  }

  private static String makeKey(Rows rows, UUID workspace, UUID project, String scopes) {
    ApiKeySecret key = ApiKeySecret.random();
    rows.query(
        "INSERT INTO workspaces (workspace_id, name, version) VALUES ('%s', 'other', 1)"
            .formatted(workspace));
    rows.query(
        "INSERT INTO projects (workspace_id, project_id, name, retention_days, version)"
            + " VALUES ('%s', '%s', 'other', 30, 1)".formatted(workspace, project));
    rows.query(
        "INSERT INTO api_keys (workspace_id, public_key, secret_hash, name, project_id, scopes,"
            + " version) VALUES ('%s', '%s', '%s', 'other', '%s', [%s], 1)"
                .formatted(
                    workspace, key.publicKey(), ApiKeySecret.hash(key.secret()), project, scopes));
    return key.secret();
  }

  @Test
  void anotherWorkspace_seesNothing() {
    String traceId = randomHex(16);
    send(stack.otlp(), stack.key(), span(traceId, randomHex(8), "mine"));
    QueryApi mine = new QueryApi(stack.url(), stack.key());
    QueryApi strangers = new QueryApi(stack.url(), strangersKey);
    awaitStatus(mine, "/api/v1/traces/" + traceId, 200);

    assertThat(strangers.get("/api/v1/traces/" + traceId).statusCode()).isEqualTo(404);
    assertThat(strangers.get("/api/v1/traces/" + traceId + "/spans").statusCode()).isEqualTo(404);
    assertThat(QueryApi.read(strangers.get("/api/v1/traces?service=mine")).get("data")).isEmpty();
  }

  @Test
  void anotherWorkspace_withTheSameIds() {
    String traceId = randomHex(16);
    String spanId = randomHex(8);
    send(stack.otlp(), stack.key(), span(traceId, spanId, "mine-too"));
    send(stack.otlp(), strangersKey, span(traceId, spanId, "theirs"));
    QueryApi mine = new QueryApi(stack.url(), stack.key());
    QueryApi theirs = new QueryApi(stack.url(), strangersKey);
    awaitStatus(mine, "/api/v1/traces/" + traceId, 200);
    awaitStatus(theirs, "/api/v1/traces/" + traceId, 200);

    assertThat(serviceOfOnlySpan(mine, traceId)).isEqualTo("mine-too");
    assertThat(serviceOfOnlySpan(theirs, traceId)).isEqualTo("theirs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sk-sm-nobody", "pk-sm-nobody", "'; DROP TABLE spans --"})
  void unknownKey(String key) {
    for (URI base : new URI[] {stack.url(), stack.otlp()}) {
      HttpResponse<String> written =
          Http.post(base.resolve("/v1/traces"), key, JSON, span(randomHex(16), randomHex(8), "x"));
      assertThat(written.statusCode()).isEqualTo(401);
      assertThat(QueryApi.json(written.body()).get("code").intValue()).isEqualTo(16);
      assertThat(written.headers().firstValue("WWW-Authenticate")).isPresent();
    }
    HttpResponse<String> read = new QueryApi(stack.url(), key).get("/api/v1/traces");
    assertProblem(read, 401, "UNAUTHENTICATED");
  }

  @Test
  void keyWithoutScope() {
    HttpResponse<String> written =
        Http.post(
            stack.url().resolve("/v1/traces"),
            readersKey,
            JSON,
            span(randomHex(16), randomHex(8), "x"));
    assertThat(written.statusCode()).isEqualTo(403);
    assertThat(QueryApi.json(written.body()).get("code").intValue()).isEqualTo(7);
    assertProblem(
        new QueryApi(stack.url(), writersKey).get("/api/v1/traces"), 403, "PERMISSION_DENIED");
  }

  @Test
  void keysOfOneProject_writerAndReader() {
    String traceId = randomHex(16);
    send(stack.url(), writersKey, span(traceId, randomHex(8), "shared"));

    awaitStatus(new QueryApi(stack.url(), readersKey), "/api/v1/traces/" + traceId, 200);
  }

  @Test
  void unsupportedMediaType() {
    HttpResponse<String> answer =
        Http.post(stack.url().resolve("/v1/traces"), stack.key(), "text/plain", new byte[0]);

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(QueryApi.json(answer.body()).get("message").textValue()).contains("text/plain");
  }

  @Test
  void undecodableBody() {
    HttpResponse<String> answer =
        Http.post(
            stack.url().resolve("/v1/traces"),
            stack.key(),
            JSON,
            "{\"resourceSpans".getBytes(UTF_8));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(QueryApi.json(answer.body()).get("code").intValue()).isEqualTo(3);
  }

  /** 100 MB of zeros in a hundredth of a percent of it. */
  @Test
  void bomb() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
      byte[] zeros = new byte[1_000_000];
      for (int i = 0; i < 100; i++) {
        gzip.write(zeros);
      }
    }

    HttpResponse<String> answer =
        Http.send(
            HttpRequest.newBuilder(stack.url().resolve("/v1/traces"))
                .header("Authorization", "Bearer " + stack.key())
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build());

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void spanWithBadId_isRejectedAlone() {
    String traceId = randomHex(16);
    String good = new String(span(traceId, randomHex(8), "partly"), UTF_8);
    String both = good.replace("\"spans\":[", "\"spans\":[{\"traceId\":\"12\",\"name\":\"bad\"},");

    HttpResponse<String> answer =
        Http.post(stack.url().resolve("/v1/traces"), stack.key(), JSON, both.getBytes(UTF_8));

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode partial = QueryApi.json(answer.body()).get("partialSuccess");
    assertThat(partial.get("rejectedSpans").asText()).isEqualTo("1");
    assertThat(partial.get("errorMessage").textValue()).isNotEmpty();
    awaitStatus(new QueryApi(stack.url(), stack.key()), "/api/v1/traces/" + traceId, 200);
  }

  @Test
  void unknownTraceAndPath() {
    QueryApi api = new QueryApi(stack.url(), stack.key());

    assertProblem(api.get("/api/v1/traces/" + randomHex(16)), 404, "NOT_FOUND");
    assertProblem(api.get("/api/v1/nothing"), 404, "NOT_FOUND");
    assertProblem(api.get("/api/v1/traces/12"), 400, "INVALID_ARGUMENT");
  }

  @Test
  void openApi_isServed() {
    JsonNode document = QueryApi.read(Http.get(stack.url().resolve("/openapi.json"), ""));

    assertThat(document.get("openapi").textValue()).startsWith("3.1");
    assertThat(document.get("paths").has("/api/v1/traces/{traceId}")).isTrue();
  }

  @Test
  void health_isServedWithoutKey() {
    assertThat(Http.get(stack.url().resolve("/health/ready"), "").statusCode()).isEqualTo(200);
    assertThat(Http.get(stack.otlp().resolve("/health/ready"), "").statusCode()).isEqualTo(200);
    assertThat(Http.get(stack.otlp().resolve("/metrics"), "").body()).contains("# TYPE");
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(QueryApi.json(answer.body()).get("code").textValue()).isEqualTo(code);
  }

  private static void awaitStatus(QueryApi api, String path, int status) {
    Await.until(
        VISIBLE, () -> api.get(path).statusCode() == status, () -> path + " answers " + status);
  }

  private static String serviceOfOnlySpan(QueryApi api, String traceId) {
    JsonNode spans = QueryApi.read(api.get("/api/v1/traces/" + traceId)).get("spans");
    assertThat(spans.size()).isEqualTo(1);
    return spans.get(0).get("resource").get("service_name").textValue();
  }

  private static void send(URI base, String key, byte[] body) {
    HttpResponse<String> answer = Http.post(base.resolve("/v1/traces"), key, JSON, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static byte[] span(String traceId, String spanId, String service) {
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    return """
    {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":
    {"stringValue":"%s"}}]},"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"%s","name":"work",
    "kind":1,"startTimeUnixNano":"%d","endTimeUnixNano":"%d"}]}]}]}
    """
        .formatted(service, traceId, spanId, now, now + 5_000_001)
        .getBytes(UTF_8);
  }

  private static String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
