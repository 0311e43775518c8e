package dev.seamark.query.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.query.ApiClient;
import dev.seamark.query.ApiClient.Answer;
import dev.seamark.query.MemoryStore;
import dev.seamark.query.NonBlocking;
import dev.seamark.query.QueryApplication;
import dev.seamark.query.SwitchableTraces;
import dev.seamark.storage.tests.Golden;
import dev.seamark.storage.tests.InMemoryTraces;
import dev.seamark.storage.tests.SpanData;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@AutoConfigureObservability(tracing = false)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    classes = {QueryApplication.class, MemoryStore.class},
    properties = {
      "seamark.query.cursor-secret=0123456789abcdef",
      "seamark.query.reads.concurrency=2",
      "seamark.query.reads.waiting=1",
      "seamark.query.reads.patience=60s"
    })
class TraceApiTest {
  static {
    NonBlocking.enforce();
  }

  private static final long START = 1_763_640_000_123_456_789L;

  private final ApiClient client;
  private final InMemoryTraces store;
  private final SwitchableTraces traces;
  private final Random random = new Random();

  @Autowired
  TraceApiTest(@LocalServerPort int port, InMemoryTraces store, SwitchableTraces traces) {
    this.client = new ApiClient(port);
    this.store = store;
    this.traces = traces;
  }

  @AfterEach
  void heal() {
    traces.heal();
    store.clear();
    client.close();
  }

  @Test
  void readTrace_everythingComesBack() {
    TraceId traceId = TraceId.parse("5b8efff798038103d269b633813fc60c");
    write(SpanData.fullestSpan(traceId, START));

    Answer answer = client.get("/api/v1/traces/" + traceId);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    Golden.assertGolden("trace/fullest.json", answer.json().toPrettyString() + "\n");
    // Exactly, in the text: what a parser makes of it is the parser's business.
    assertThat(answer.text())
        .contains("\"int.max\":{\"int\":\"9223372036854775807\"}")
        .contains("\"real.whole\":3.0")
        .contains("\"real.nan\":{\"double\":\"NaN\"}")
        .contains("\"bytes\":{\"bytes\":\"AAECA/8=\"}")
        .contains("\"empty\":null")
        .contains("\"start_time\":\"2025-11-20T12:00:00.123456789Z\"");
  }

  @Test
  void readTrace_longerThanAsked_continuesAtSpans() {
    List<Span> spans = manySpans(25);
    write(spans.toArray(Span[]::new));
    String path = "/api/v1/traces/" + spans.getFirst().traceId();

    JsonNode trace = client.get(path + "?limit=10").json();
    assertThat(trace.at("/trace/span_count").asInt()).isEqualTo(25);
    assertThat(trace.at("/spans")).hasSize(10);
    String next = trace.at("/page/next_cursor").asText();

    JsonNode page = client.get(path + "/spans?limit=100&cursor=" + next).json();
    assertThat(page.at("/data")).hasSize(15);
    assertThat(page.at("/page/has_more").asBoolean()).isFalse();
    JsonNode back =
        client
            .get(path + "/spans?limit=100&cursor=" + page.at("/page/previous_cursor").asText())
            .json();
    assertThat(back.at("/data")).isEqualTo(trace.at("/spans"));
  }

  @Test
  void findTraces_shape() {
    TraceId traceId = TraceId.parse("5b8efff798038103d269b633813fc60c");
    Span root = SpanData.span(traceId, 1, "shop", "GET /cart", START);
    write(root, SpanData.child(root, 2, "payment", "charge", START + 1));

    Golden.assertGolden(
        "trace/list.json", client.get("/api/v1/traces").json().toPrettyString() + "\n");
  }

  @Test
  void findTraces_filters() {
    write(
        SpanData.ended(
            SpanData.span(SpanData.randomTraceId(random), 1, "shop", "GET /cart", START),
            START + 150_000_000,
            StatusCode.ERROR));
    write(SpanData.span(SpanData.randomTraceId(random), 1, "agent", "chat & more", START + 1));

    assertThat(found("")).isEqualTo(2);
    assertThat(found("?service=shop")).isEqualTo(1);
    assertThat(found("?service=sho")).isZero();
    assertThat(found("?name=" + encode("chat & more"))).isEqualTo(1);
    assertThat(found("?status=error")).isEqualTo(1);
    assertThat(found("?status=error,unset")).isEqualTo(2);
    assertThat(found("?status=error&status=unset")).isEqualTo(2);
    assertThat(found("?min_duration=150ms")).isEqualTo(1);
    assertThat(found("?min_duration=150.000001ms")).isZero();
    assertThat(found("?max_duration=1000000")).isEqualTo(1);
    assertThat(found("?from=" + START)).isEqualTo(2);
    assertThat(found("?from=" + (START + 1))).isEqualTo(1);
    assertThat(found("?to=2025-11-20T12:00:00.123456790Z")).isEqualTo(1);
    assertThat(found("?to=2025-11-20T13:00:00.123456789" + encode("+01:00"))).isZero();
    assertThat(found("?from=1763640000s&to=1763640001s")).isEqualTo(2);
  }

  @Test
  void readTrace_modelCall() {
    Map<String, AttributeValue> attributes =
        new LinkedHashMap<>(SpanData.modelCall("gpt-4o", 1200, 350));
    attributes.put("session.id", new AttributeValue.Text("chat-4711"));
    attributes.put("langfuse.environment", new AttributeValue.Text("production"));
    attributes.put("langfuse.trace.tags", new AttributeValue.Text("[\"beta\"]"));
    attributes.put("user.id", new AttributeValue.Text("user-42"));
    TraceId traceId = TraceId.parse("5b8efff798038103d269b633813fc60c");
    write(SpanData.with(SpanData.span(traceId, 1, "agent", "chat", START), attributes));
    write(SpanData.span(SpanData.randomTraceId(random), 1, "shop", "GET /cart", START));

    JsonNode trace = client.get("/api/v1/traces/" + traceId).json();

    Golden.assertGolden(
        "trace/observation.json", trace.at("/spans/0/observation").toPrettyString() + "\n");
    assertThat(trace.at("/trace/usage/total_tokens").asInt()).isEqualTo(1550);
    for (String filter :
        List.of(
            "session_id=chat-4711",
            "user_id=user-42",
            "tag=beta",
            "model=gpt-4o",
            "environment=production")) {
      assertThat(found("?" + filter)).as(filter).isEqualTo(1);
      assertThat(found("?" + filter + "x")).as(filter).isZero();
    }
  }

  @Test
  void findTraces_fields() {
    write(SpanData.span(SpanData.randomTraceId(random), 1, "shop", "GET /cart", START));

    JsonNode trace =
        client.get("/api/v1/traces?fields=root_name,duration_nanos").json().at("/data/0");
    assertThat(trace.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("trace_id", "start_time", "root_name", "duration_nanos");
    assertThat(client.get("/api/v1/traces?fields=trace_id").json().at("/data/0")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&sort=-start_time", "&sort=start_time"})
  void findTraces_cursorsThereAndBack(String sort) {
    for (int i = 0; i < 10; i++) {
      write(SpanData.span(SpanData.randomTraceId(random), 1, "shop", "a", START + i / 3L));
    }
    List<String> all = ids(client.get("/api/v1/traces?service=shop" + sort).json());
    assertThat(all).hasSize(10);

    List<String> there = new ArrayList<>();
    String cursor = "";
    JsonNode page;
    do {
      page = client.get("/api/v1/traces?limit=3&service=shop" + sort + cursor).json();
      there.addAll(ids(page));
      cursor = "&cursor=" + page.at("/page/next_cursor").asText();
    } while (page.at("/page/has_more").asBoolean());
    assertThat(there).isEqualTo(all);

    List<String> back = new ArrayList<>(ids(page));
    while (!page.at("/page/previous_cursor").isNull()) {
      cursor = "&cursor=" + page.at("/page/previous_cursor").asText();
      // The number of rows and their fields may change between pages.
      page = client.get("/api/v1/traces?limit=4&fields=status&service=shop" + sort + cursor).json();
      back.addAll(0, ids(page));
    }
    assertThat(back).isEqualTo(all);
  }

  @Test
  void findTraces_cursorOfAnotherQuery() {
    for (int i = 0; i < 3; i++) {
      write(SpanData.span(SpanData.randomTraceId(random), 1, "shop", "a", START + i));
    }
    String cursor =
        "cursor=" + client.get("/api/v1/traces?limit=1").json().at("/page/next_cursor").asText();

    assertThat(client.get("/api/v1/traces?" + cursor).status()).isEqualTo(200);
    for (String other :
        List.of(
            "service=shop",
            "name=a",
            "status=ok",
            "from=0",
            "to=" + (START + 9),
            "min_duration=1",
            "max_duration=1h",
            "session_id=s",
            "user_id=u",
            "tag=t",
            "model=m",
            "environment=e",
            "sort=start_time")) {
      Answer answer = client.get("/api/v1/traces?" + other + "&" + cursor);
      assertProblem(answer, 400, "INVALID_CURSOR");
      assertThat(answer.json().path("parameter").asText()).isEqualTo("cursor");
    }
    assertProblem(
        client.get("/api/v1/traces?" + cursor, "x-api-key", MemoryStore.OTHER_SECRET),
        400,
        "INVALID_CURSOR");
    assertProblem(
        client.get("/api/v1/traces/" + "1".repeat(32) + "/spans?" + cursor), 400, "INVALID_CURSOR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limit=0                    | limit        | limit: 0 (expected: 1..1000)
          limit=1001                 | limit        | limit: 1001 (expected: 1..1000)
          limit=ten                  | limit        | limit: ten (expected: 1..1000)
          limit=1&limit=2            | limit        | limit: given 2 times (expected: once)
          status=bad                 | status       | status: 'bad' (expected: unset, ok, error)
          sort=name                  | sort         | sort: 'name' (expected: -start_time, start_time)
          fields=input               | fields       | fields: 'input' (expected: trace_id, start_time, duration_nanos, root_span_id, root_service, root_name, status, span_count, error_count, services, origin, usage)
          from=yesterday             | from         | from: 'yesterday' (expected: RFC 3339 like 2026-11-20T12:00:00.123456789Z, or a number since 1970 with its unit: 1763640000s, …ms, …us, …ns)
          from=1763640000            | from         | from: '1763640000' (expected: a unit: 1763640000s, 1763640000ms or 1763640000us)
          from=2300-01-01T00:00:00Z  | from         | from: '2300-01-01T00:00:00Z' (expected: 1970 to 2262)
          from=2s&to=1s              | from         | from: 2s (expected: before to, 1s)
          min_duration=5x            | min_duration | min_duration: '5x' (expected: a duration like 150ms, 2s, 1.5s, 3m, 1h, or nanoseconds)
          min_duration=0.5           | min_duration | min_duration: '0.5' (expected: whole nanoseconds below 2^63)
          min_duration=2s&max_duration=1s | min_duration | min_duration: 2s (expected: at most max_duration, 1s)
          cursor=AAAA                | cursor       | cursor: too short (expected: next_cursor or previous_cursor of the same query)
          servce=shop&foo=1          | foo, servce  | foo, servce: unknown parameter (expected: cursor, environment, fields, from, limit, max_duration, min_duration, model, name, service, session_id, sort, status, tag, to, user_id)
          """)
  void findTraces_parameterAtFault(String query, String parameter, String detail) {
    Answer answer = client.get("/api/v1/traces?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("detail").asText()).isEqualTo(detail);
    assertThat(answer.json().path("parameter").asText()).isEqualTo(parameter);
    assertThat(answer.json().path("instance").asText()).isEqualTo("/api/v1/traces");
  }

  @Test
  void readTrace_badId() {
    for (String path : List.of("xyz", "0".repeat(32), "1".repeat(31), "g".repeat(32))) {
      assertProblem(client.get("/api/v1/traces/" + path), 400, "INVALID_ARGUMENT");
      assertProblem(client.get("/api/v1/traces/" + path + "/spans"), 400, "INVALID_ARGUMENT");
    }
    assertProblem(client.get("/api/v1/traces/x?fields=a"), 400, "INVALID_ARGUMENT");
  }

  @Test
  void readTrace_unknownOrOfOthers() {
    Span span = SpanData.span(SpanData.randomTraceId(random), 1, "shop", "a", START);
    write(span);
    String path = "/api/v1/traces/" + span.traceId();

    assertThat(client.get(path).status()).isEqualTo(200);
    assertProblem(client.get("/api/v1/traces/" + "1".repeat(32)), 404, "NOT_FOUND");
    assertProblem(client.get("/api/v1/traces/" + "1".repeat(32) + "/spans"), 404, "NOT_FOUND");
    assertProblem(client.get(path, "x-api-key", MemoryStore.OTHER_SECRET), 404, "NOT_FOUND");
  }

  @Test
  void key_threeForms() {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (MemoryStore.OWNER.publicKey() + ":" + MemoryStore.SECRET)
                    .getBytes(StandardCharsets.UTF_8));
    for (List<String> header :
        List.of(
            List.of("Authorization", "Bearer " + MemoryStore.SECRET),
            List.of("x-api-key", MemoryStore.SECRET),
            List.of("Authorization", "Basic " + basic))) {
      Answer answer = client.get("/api/v1/whoami", header.get(0), header.get(1));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("public_key").asText())
          .isEqualTo(MemoryStore.OWNER.publicKey());
      assertThat(answer.text()).doesNotContain(MemoryStore.SECRET);
    }
  }

  @Test
  void key_missingUnknownOrWithoutScope() {
    for (String path : List.of("/api/v1/traces", "/api/v1/traces/x/spans", "/api/v1/whoami")) {
      Answer missing = client.get(path, "Accept", "*/*");
      assertProblem(missing, 401, "UNAUTHENTICATED");
      assertThat(missing.header("www-authenticate")).startsWith("Bearer");
      assertProblem(client.get(path, "x-api-key", "sk-sm-nobody"), 401, "UNAUTHENTICATED");
      assertProblem(
          client.get(path, "x-api-key", MemoryStore.INGEST_SECRET), 403, "PERMISSION_DENIED");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STORE_UNAVAILABLE, 503, true",
    "TOO_MANY_QUERIES, 503, true",
    "QUERY_TIMEOUT, 504, true",
    "QUERY_TOO_EXPENSIVE, 422, false",
    "INTERNAL, 500, false"
  })
  void store_fails(ErrorCode code, int status, boolean retry) {
    traces.failWith(code, "ClickHouse, select_traces: secret-host:8123");

    Answer answer = client.get("/api/v1/traces");

    assertProblem(answer, status, code.name());
    assertThat(answer.text()).doesNotContain("secret-host");
    assertThat(answer.header("retry-after").isEmpty()).isEqualTo(!retry);
  }

  @Test
  void defect_hidesItsDetails() {
    traces.failWith(new IllegalStateException("secret"));

    Answer answer = client.get("/api/v1/traces");

    assertProblem(answer, 500, "INTERNAL");
    assertThat(answer.text()).doesNotContain("secret");
  }

  @Test
  void otherPathsAndMethods() {
    assertProblem(client.get("/api/v1/nothing"), 404, "NOT_FOUND");
    assertProblem(client.get("/nothing"), 404, "NOT_FOUND");
    Answer post =
        client.send(
            client
                .request("/api/v1/traces")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
    assertProblem(post, 405, "METHOD_NOT_ALLOWED");
    assertThat(post.header("allow")).contains("GET");
  }

  @Test
  void indexPage() {
    Answer page = client.get("/", "Accept", "text/html");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("/api/v1/traces").contains("openapi.json");
  }

  @Test
  void health_andMetrics() {
    assertThat(client.get("/api/v1/traces").status()).isEqualTo(200);
    assertThat(client.get("/health/live").status()).isEqualTo(200);
    // There is no ClickHouse in this test.
    assertThat(client.get("/health/ready").status()).isEqualTo(503);
    assertThat(client.get("/metrics").text())
        .contains("http_server_requests_seconds_bucket")
        .contains("uri=\"/api/v1/traces\"")
        .contains("seamark_query_reads")
        .contains("seamark_clickhouse_query_seconds_bucket");
  }

  @Test
  void client_goesAway_interruptsItsRead() throws Exception {
    traces.hang(1);
    CompletableFuture<HttpResponse<String>> request =
        client.getLater("/api/v1/traces", "x-api-key", MemoryStore.SECRET);
    assertThat(traces.started().await(10, TimeUnit.SECONDS)).isTrue();

    client.close();

    assertThat(traces.interrupted().await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(request).failsWithin(10, TimeUnit.SECONDS);
  }

  @Test
  void moreReadsThanBearable_areRefused() throws Exception {
    traces.hang(2);
    List<CompletableFuture<HttpResponse<String>>> admitted =
        IntStream.range(0, 3)
            .mapToObj(_ -> client.getLater("/api/v1/traces", "x-api-key", MemoryStore.SECRET))
            .toList();
    assertThat(traces.started().await(10, TimeUnit.SECONDS)).isTrue();
    awaitAdmitted(3);

    Answer refused = client.get("/api/v1/traces");

    assertProblem(refused, 503, "TOO_MANY_QUERIES");
    assertThat(refused.header("retry-after")).isNotEmpty();
    assertThat(admitted).noneMatch(CompletableFuture::isDone);
  }

  private void awaitAdmitted(int reads) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!client.get("/metrics").text().contains("seamark_query_reads " + reads + ".0")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  private void write(Span... spans) {
    store.write(MemoryStore.OWNER, 1, List.of(spans));
  }

  private List<Span> manySpans(int count) {
    Span root = SpanData.span(SpanData.randomTraceId(random), 1, "shop", "root", START);
    List<Span> spans = new ArrayList<>(List.of(root));
    for (int i = 2; i <= count; i++) {
      spans.add(SpanData.child(root, i, "shop", "child", START + i));
    }
    return spans;
  }

  private int found(String query) {
    return client.get("/api/v1/traces" + query).json().at("/data").size();
  }

  private static List<String> ids(JsonNode page) {
    return page.at("/data").findValuesAsText("trace_id");
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.json().path("code").asText()).as(answer.text()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
