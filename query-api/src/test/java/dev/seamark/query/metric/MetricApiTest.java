package dev.seamark.query.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.query.ApiClient;
import dev.seamark.query.ApiClient.Answer;
import dev.seamark.query.MemoryStore;
import dev.seamark.query.NonBlocking;
import dev.seamark.query.QueryApplication;
import dev.seamark.storage.tests.Golden;
import dev.seamark.storage.tests.InMemoryMetrics;
import dev.seamark.storage.tests.MetricData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
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
class MetricApiTest {
  static {
    NonBlocking.enforce();
  }

  private static final long TIME = 1_763_640_000_123_456_789L;

  private final ApiClient client;
  private final InMemoryMetrics store;

  @Autowired
  MetricApiTest(@LocalServerPort int port, InMemoryMetrics store) {
    this.client = new ApiClient(port);
    this.store = store;
  }

  @AfterEach
  void clear() {
    store.clear();
    client.close();
  }

  @Test
  void findMetrics_shape() {
    write(MetricData.fullestPoints("latency", TIME));

    Golden.assertGolden(
        "metric/metrics.json", client.get("/api/v1/metrics").json().toPrettyString() + "\n");
  }

  @Test
  void findMetrics_partOfTheName() {
    write(
        List.of(
            MetricData.gauge("http.server.requests", "shop", "/", TIME, 1),
            MetricData.gauge("jvm.memory.used", "shop", "/", TIME, 1)));

    assertThat(names(client.get("/api/v1/metrics?q=memory").json()))
        .containsExactly("jvm.memory.used");
    assertThat(names(client.get("/api/v1/metrics").json())).hasSize(2);
    assertThat(names(client.get("/api/v1/metrics?q=Memory").json())).isEmpty();
    assertThat(
            client.get("/api/v1/metrics", "x-api-key", MemoryStore.OTHER_SECRET).json().at("/data"))
        .isEmpty();
  }

  /** Names can be long, and a cursor holds one. */
  @Test
  void findMetrics_cursorsThereAndBack() {
    write(
        IntStream.range(0, 7)
            .mapToObj(i -> MetricData.gauge("ü".repeat(1000) + i, "shop", "/", TIME, i))
            .toList());
    List<String> all = names(client.get("/api/v1/metrics").json());
    assertThat(all).hasSize(7);

    List<String> there = new ArrayList<>();
    String cursor = "";
    JsonNode page;
    do {
      page = client.get("/api/v1/metrics?limit=3" + cursor).json();
      there.addAll(names(page));
      cursor = "&cursor=" + page.at("/page/next_cursor").asText();
    } while (page.at("/page/has_more").asBoolean());
    assertThat(there).isEqualTo(all);
    cursor = "&cursor=" + page.at("/page/previous_cursor").asText();
    assertThat(names(client.get("/api/v1/metrics?limit=3" + cursor).json()))
        .isEqualTo(all.subList(3, 6));
    assertProblem(client.get("/api/v1/metrics?q=a" + cursor), "INVALID_CURSOR", "cursor");
    assertProblem(
        client.get("/api/v1/metrics/m/samples?limit=1" + cursor), "INVALID_CURSOR", "cursor");
  }

  @Test
  void findSamples_everyKind_comesBackWhole() {
    write(MetricData.fullestPoints("latency", TIME));

    Answer answer = client.get("/api/v1/metrics/latency/samples?sort=time");

    assertThat(answer.status()).isEqualTo(200);
    Golden.assertGolden("metric/samples.json", answer.json().toPrettyString() + "\n");
    assertThat(answer.text())
        .contains("\"value\":{\"double\":\"NaN\"}")
        .contains("\"value\":{\"int\":\"9007199254740993\"}")
        .contains("\"count\":{\"int\":\"18446744073709551615\"}")
        .contains("\"bucket_counts\":[1,{\"int\":\"18446744073709551615\"},0]");
    JsonNode withoutValue = answer.json().at("/data/3");
    assertThat(withoutValue.at("/flags").asInt()).isEqualTo(1);
    assertThat(withoutValue.has("histogram")).isFalse();
  }

  @Test
  void findSamples_filters() {
    write(
        List.of(
            MetricData.gauge("m", "shop", "/a", TIME, 1),
            MetricData.gauge("m", "shop", "/a", TIME + 1, 2),
            MetricData.gauge("m", "pay", "/a", TIME + 2, 3),
            MetricData.gauge("other/name", "pay", "/a", TIME + 2, 3)));

    assertThat(found("m", "")).isEqualTo(3);
    assertThat(found("m", "?service=shop")).isEqualTo(2);
    assertThat(found("m", "?from=" + (TIME + 1))).isEqualTo(2);
    assertThat(found("m", "?to=" + (TIME + 1))).isEqualTo(1);
    assertThat(found("other%2Fname", "")).isEqualTo(1);
    assertThat(found("nothing", "")).isZero();
    String series =
        client.get("/api/v1/metrics/m/samples?service=pay").json().at("/data/0/series_id").asText();
    assertThat(found("m", "?series_id=" + series)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&sort=-time", "&sort=time"})
  void findSamples_cursorsThereAndBack(String sort) {
    for (int i = 0; i < 10; i++) {
      write(List.of(MetricData.counter("m", "/" + i % 3, TIME, TIME + i / 3, i)));
    }
    List<JsonNode> all = rows(client.get("/api/v1/metrics/m/samples?limit=100" + sort).json());
    assertThat(all).hasSize(10);

    List<JsonNode> there = new ArrayList<>();
    String cursor = "";
    JsonNode page;
    do {
      page = client.get("/api/v1/metrics/m/samples?limit=3" + sort + cursor).json();
      there.addAll(rows(page));
      cursor = "&cursor=" + page.at("/page/next_cursor").asText();
    } while (page.at("/page/has_more").asBoolean());
    assertThat(there).isEqualTo(all);

    List<JsonNode> back = new ArrayList<>(rows(page));
    while (!page.at("/page/previous_cursor").isNull()) {
      cursor = "&cursor=" + page.at("/page/previous_cursor").asText();
      page = client.get("/api/v1/metrics/m/samples?limit=4" + sort + cursor).json();
      back.addAll(0, rows(page));
    }
    assertThat(back).isEqualTo(all);
    assertProblem(
        client.get("/api/v1/metrics/other/samples?limit=4" + sort + cursor),
        "INVALID_CURSOR",
        "cursor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/v1/metrics?limit=0                      | limit     | limit: 0 (expected: 1..1000)
          /api/v1/metrics?name=a                       | name      | name: unknown parameter (expected: cursor, limit, q)
          /api/v1/metrics/m/samples?series_id=12       | series_id | series_id: '12' (expected: 16 hex digits)
          /api/v1/metrics/m/samples?series_id=zzzzzzzzzzzzzzzz | series_id | series_id: 'zzzzzzzzzzzzzzzz' (expected: 16 hex digits)
          /api/v1/metrics/m/samples?from=2s&to=1s      | from      | from: 2s (expected: before to, 1s)
          /api/v1/metrics/m/samples?step=1m            | step      | step: unknown parameter (expected: cursor, from, limit, series_id, service, sort, to)
          """)
  void parameterAtFault(String path, String parameter, String detail) {
    Answer answer = client.get(path);

    assertProblem(answer, "INVALID_ARGUMENT", parameter);
    assertThat(answer.json().path("detail").asText()).isEqualTo(detail);
  }

  @Test
  void key() {
    for (String path : List.of("/api/v1/metrics", "/api/v1/metrics/m/samples")) {
      assertThat(client.get(path, "Accept", "*/*").status()).isEqualTo(401);
      assertThat(client.get(path, "x-api-key", MemoryStore.INGEST_SECRET).status()).isEqualTo(403);
    }
  }

  private static void assertProblem(Answer answer, String code, String parameter) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("code").asText()).isEqualTo(code);
    assertThat(answer.json().path("parameter").asText()).isEqualTo(parameter);
  }

  private int found(String metric, String query) {
    Answer answer = client.get("/api/v1/metrics/" + metric + "/samples" + query);
    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
    return answer.json().at("/data").size();
  }

  private static List<String> names(JsonNode page) {
    return rows(page).stream().map(row -> row.path("name").asText()).toList();
  }

  private static List<JsonNode> rows(JsonNode page) {
    List<JsonNode> rows = new ArrayList<>();
    page.at("/data").forEach(rows::add);
    return rows;
  }

  private void write(Collection<? extends MetricPoint> points) {
    store.write(MemoryStore.OWNER, points);
  }
}
