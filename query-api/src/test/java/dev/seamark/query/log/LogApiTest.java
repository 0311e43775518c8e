package dev.seamark.query.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import dev.seamark.query.ApiClient;
import dev.seamark.query.ApiClient.Answer;
import dev.seamark.query.MemoryStore;
import dev.seamark.query.NonBlocking;
import dev.seamark.query.QueryApplication;
import dev.seamark.storage.tests.Golden;
import dev.seamark.storage.tests.InMemoryLogs;
import dev.seamark.storage.tests.LogData;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    classes = {QueryApplication.class, MemoryStore.class},
    properties = "seamark.query.cursor-secret=0123456789abcdef")
class LogApiTest {
  static {
    NonBlocking.enforce();
  }

  private static final long TIME = 1_763_640_000_123_456_789L;
  private static final TraceId TRACE = TraceId.parse("5b8efff798038103d269b633813fc60c");

  private final ApiClient client;
  private final InMemoryLogs store;

  @Autowired
  LogApiTest(@LocalServerPort int port, InMemoryLogs store) {
    this.client = new ApiClient(port);
    this.store = store;
  }

  @AfterEach
  void clear() {
    store.clear();
    client.close();
  }

  @Test
  void findLogs_everythingComesBack() {
    write(LogData.fullestRecord(TIME), LogData.record(TIME - 1, "shop", 0, "plain"));

    Answer answer = client.get("/api/v1/logs");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    Golden.assertGolden("log/list.json", answer.json().toPrettyString() + "\n");
  }

  @Test
  void findLogs_bodiesOfEveryType() {
    write(
        saying(0, AttributeValue.Empty.INSTANCE),
        saying(1, new AttributeValue.Text("")),
        saying(2, new AttributeValue.Int(Long.MAX_VALUE)),
        saying(3, new AttributeValue.Bytes("AP8=")),
        saying(4, new AttributeValue.Array(List.of(new AttributeValue.Bool(true)))));

    JsonNode data = client.get("/api/v1/logs").json().at("/data");
    assertThat(data.at("/4/body").isMissingNode()).isTrue();
    assertThat(data.at("/3/body").asText()).isEmpty();
    assertThat(data.at("/2/body/int").asText()).isEqualTo("9223372036854775807");
    assertThat(data.at("/1/body/bytes").asText()).isEqualTo("AP8=");
    assertThat(data.at("/0/body/0").asBoolean()).isTrue();
  }

  @Test
  void findLogs_filters() {
    write(
        LogData.in(
            LogData.record(TIME, "shop", 17, "Payment refused: Ошибка"), TRACE, new SpanId(7)),
        LogData.in(LogData.record(TIME + 1, "agent", 9, "payment accepted"), TRACE, new SpanId(8)),
        LogData.record(TIME + 2, "agent", 0, "nothing"));

    assertThat(found("")).isEqualTo(3);
    assertThat(found("?service=shop")).isEqualTo(1);
    assertThat(found("?min_severity=error")).isEqualTo(1);
    assertThat(found("?min_severity=info")).isEqualTo(2);
    assertThat(found("?min_severity=18")).isZero();
    assertThat(found("?trace_id=" + TRACE)).isEqualTo(2);
    assertThat(found("?trace_id=5B8EFFF798038103D269B633813FC60C&span_id=0000000000000008"))
        .isEqualTo(1);
    assertThat(found("?q=PAYMENT")).isEqualTo(2);
    assertThat(found("?q=" + encode("refused payment"))).isEqualTo(1);
    assertThat(found("?q=" + encode("ошибка"))).isEqualTo(1);
    assertThat(found("?q=pay")).isZero();
    assertThat(found("?from=" + (TIME + 1))).isEqualTo(2);
    assertThat(found("?to=2025-11-20T12:00:00.123456790Z")).isEqualTo(1);
    assertThat(found("?from=1763640000s&to=1763640001s&service=agent&q=nothing")).isEqualTo(1);
  }

  @Test
  void findLogs_fields() {
    write(LogData.fullestRecord(TIME));

    JsonNode some = client.get("/api/v1/logs?fields=body,service").json().at("/data/0");
    assertThat(some.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("record_id", "time", "service", "body");
    assertThat(some.at("/service").asText()).isEqualTo("agent");
    assertThat(client.get("/api/v1/logs?fields=time").json().at("/data/0")).hasSize(2);
    assertThat(client.get("/api/v1/logs").json().at("/data/0")).hasSize(15);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&sort=-time", "&sort=time"})
  void findLogs_cursorsThereAndBack(String sort) {
    for (int i = 0; i < 10; i++) {
      write(LogData.record(TIME + i / 3, "shop", 9, "record " + i));
    }
    List<String> all = ids(client.get("/api/v1/logs?q=record" + sort).json());
    assertThat(all).hasSize(10).doesNotHaveDuplicates();

    List<String> there = new ArrayList<>();
    String cursor = "";
    JsonNode page;
    do {
      page = client.get("/api/v1/logs?limit=3&q=record" + sort + cursor).json();
      there.addAll(ids(page));
      cursor = "&cursor=" + page.at("/page/next_cursor").asText();
    } while (page.at("/page/has_more").asBoolean());
    assertThat(there).isEqualTo(all);

    List<String> back = new ArrayList<>(ids(page));
    while (!page.at("/page/previous_cursor").isNull()) {
      cursor = "&cursor=" + page.at("/page/previous_cursor").asText();
      page = client.get("/api/v1/logs?limit=4&fields=time&q=record" + sort + cursor).json();
      back.addAll(0, ids(page));
    }
    assertThat(back).isEqualTo(all);
  }

  @Test
  void findLogs_cursorOfAnotherQuery() {
    write(LogData.record(TIME, "shop", 9, "a"), LogData.record(TIME, "shop", 9, "b"));
    String cursor =
        "cursor=" + client.get("/api/v1/logs?limit=1").json().at("/page/next_cursor").asText();

    assertThat(client.get("/api/v1/logs?" + cursor).status()).isEqualTo(200);
    for (String other :
        List.of(
            "service=shop",
            "min_severity=1",
            "trace_id=" + TRACE,
            "span_id=0000000000000008",
            "q=a",
            "from=0",
            "to=" + (TIME + 9),
            "sort=time")) {
      assertProblem(
          client.get("/api/v1/logs?" + other + "&" + cursor), 400, "INVALID_CURSOR", "cursor");
    }
    assertProblem(client.get("/api/v1/traces?" + cursor), 400, "INVALID_CURSOR", "cursor");
    assertProblem(
        client.get("/api/v1/logs?" + cursor, "x-api-key", MemoryStore.OTHER_SECRET),
        400,
        "INVALID_CURSOR",
        "cursor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limit=1001        | limit        | limit: 1001 (expected: 1..1000)
          min_severity=bad  | min_severity | min_severity: 'bad' (expected: trace, debug, info, warn, error, fatal, or 1..24)
          min_severity=0    | min_severity | min_severity: '0' (expected: trace, debug, info, warn, error, fatal, or 1..24)
          trace_id=xyz      | trace_id     | trace_id: 'xyz' (expected: 32 hex digits, not all zero)
          trace_id=00000000000000000000000000000000 | trace_id | trace_id: '00000000000000000000000000000000' (expected: 32 hex digits, not all zero)
          span_id=123       | span_id      | span_id: '123' (expected: 16 hex digits, not all zero)
          q=--              | q            | q: '--' (expected: at least one word, at most 1000 characters)
          sort=severity     | sort         | sort: 'severity' (expected: -time, time)
          from=2s&to=1s     | from         | from: 2s (expected: before to, 1s)
          status=error      | status       | status: unknown parameter (expected: cursor, fields, from, limit, min_severity, q, service, sort, span_id, to, trace_id)
          """)
  void findLogs_parameterAtFault(String query, String parameter, String detail) {
    Answer answer = client.get("/api/v1/logs?" + query);

    assertProblem(answer, 400, "INVALID_ARGUMENT", parameter);
    assertThat(answer.json().path("detail").asText()).isEqualTo(detail);
    assertThat(answer.json().path("instance").asText()).isEqualTo("/api/v1/logs");
  }

  @Test
  void findLogs_hugeSearch_isNotRepeatedInTheAnswer() {
    Answer answer = client.get("/api/v1/logs?q=" + "x".repeat(2000));

    assertProblem(answer, 400, "INVALID_ARGUMENT", "q");
    assertThat(answer.text().length()).isLessThan(1000);
  }

  @Test
  void findLogs_key() {
    write(LogData.record(TIME, "shop", 9, "mine"));

    assertThat(client.get("/api/v1/logs", "Accept", "*/*").status()).isEqualTo(401);
    assertThat(client.get("/api/v1/logs", "x-api-key", MemoryStore.INGEST_SECRET).status())
        .isEqualTo(403);
    assertThat(client.get("/api/v1/logs", "x-api-key", MemoryStore.OTHER_SECRET).json().at("/data"))
        .isEmpty();
  }

  private static void assertProblem(Answer answer, int status, String code, String parameter) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("code").asText()).isEqualTo(code);
    assertThat(answer.json().path("parameter").asText()).isEqualTo(parameter);
  }

  private static LogRecord saying(int i, AttributeValue body) {
    return LogData.saying(LogData.record(TIME + i, "shop", 9, ""), body);
  }

  private int found(String query) {
    Answer answer = client.get("/api/v1/logs" + query);
    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
    return answer.json().at("/data").size();
  }

  private static List<String> ids(JsonNode page) {
    return page.at("/data").findValuesAsText("record_id");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void write(LogRecord... records) {
    store.write(MemoryStore.OWNER, List.of(records));
  }
}
