package dev.seamark.query.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.trace.TracePosition;
import dev.seamark.core.trace.TraceSummary;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ApiKeySecret;
import dev.seamark.core.workspace.Project;
import dev.seamark.core.workspace.Scope;
import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.migrations.MigrationLock;
import dev.seamark.migrations.MigrationSettings;
import dev.seamark.migrations.Migrations;
import dev.seamark.query.ApiClient;
import dev.seamark.query.ApiClient.Answer;
import dev.seamark.query.NonBlocking;
import dev.seamark.query.QueryApplication;
import dev.seamark.query.http.TimeText;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.ClickHouseSettings;
import dev.seamark.storage.clickhouse.ClickHouseSettings.Account;
import dev.seamark.storage.clickhouse.ingest.ClickHouseEnvelopeStore;
import dev.seamark.storage.clickhouse.log.LogBlocks;
import dev.seamark.storage.clickhouse.span.SpanBlocks;
import dev.seamark.storage.clickhouse.summary.SummaryLock;
import dev.seamark.storage.clickhouse.summary.TraceSummaries;
import dev.seamark.storage.clickhouse.workspace.ClickHouseWorkspaces;
import dev.seamark.storage.tests.Envelopes;
import dev.seamark.storage.tests.LogData;
import dev.seamark.storage.tests.SpanData;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.reactive.context.ReactiveWebServerApplicationContext;

/** The service as it is started, over the real engine. */
class TraceApiIT {
  static {
    NonBlocking.enforce();
  }

  @RegisterExtension static final ClickHouseExtension ENGINE = ClickHouseExtension.dedicated();

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Clock CLOCK = Clock.systemUTC();
  private static final String SECRET = ApiKeySecret.random().secret();

  private static final ApiKey OWNER = key(SpanData.randomOwner(), SECRET);
  private static final ApiKey OTHER = key(SpanData.randomOwner(), SECRET + "-other");

  @SuppressWarnings("NullAway.Init")
  private static ReactiveWebServerApplicationContext service;

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse writer;

  private final ApiClient client = new ApiClient(service.getWebServer().getPort());
  private final Random random = new Random();
  private final long now = CLOCK.millis() * 1_000_000 + 123_456;

  @BeforeAll
  static void start() {
    ClickHouseSettings settings =
        ClickHouseSettings.of(
            URI.create(ENGINE.url()),
            ENGINE.database(),
            new Account(ENGINE.user(), ENGINE.password()),
            new Account(ENGINE.readerUser(), ENGINE.readerPassword()));
    new Migrations(
            new MigrationSettings(
                settings.url(), settings.database(), ENGINE.user(), ENGINE.password()),
            MigrationLock.none())
        .migrate();
    writer = ClickHouse.writer(settings);
    ClickHouseWorkspaces workspaces = new ClickHouseWorkspaces(writer);
    for (ApiKey key : List.of(OWNER, OTHER)) {
      workspaces.putWorkspace(key.workspaceId(), "test");
      workspaces.putProject(
          new Project(key.workspaceId(), key.projectId(), "test", key.retentionDays()));
      workspaces.putApiKey(key);
    }
    // As the supervisor starts it: by the same keys, which come from the environment there.
    service =
        (ReactiveWebServerApplicationContext)
            new SpringApplicationBuilder(QueryApplication.class)
                .run(
                    "--SEAMARK_QUERY_PORT=0",
                    "--SEAMARK_BIND=127.0.0.1",
                    "--SEAMARK_CLICKHOUSE_URL=" + ENGINE.url(),
                    "--SEAMARK_CLICKHOUSE_DATABASE=" + ENGINE.database(),
                    "--SEAMARK_CLICKHOUSE_READER_USER=" + ENGINE.readerUser(),
                    "--SEAMARK_CLICKHOUSE_READER_PASSWORD=" + ENGINE.readerPassword(),
                    "--SEAMARK_CURSOR_SECRET=0123456789abcdef");
  }

  @AfterAll
  static void stop() {
    service.close();
    writer.close();
  }

  @Test
  void fullestSpan_comesBackWhole() throws Exception {
    Span span = SpanData.fullestSpan(SpanData.randomTraceId(random), now);
    write(OWNER, List.of(span));

    JsonNode trace = get("/api/v1/traces/" + span.traceId()).json();

    // Written and read attributes are the same map; its order is the store's own.
    JsonNode expected =
        JSON.readTree(
            JSON.writeValueAsString(
                SpanJson.of(span, SpanData.observations(List.of(span)).get(span.spanId()))));
    assertThat(trace.at("/spans/0")).isEqualTo(expected);
    assertThat(get("/api/v1/traces/" + span.traceId() + "/spans").json().at("/data/0"))
        .isEqualTo(expected);
  }

  @Test
  void list_readsBackWhatIsWritten_pageByPage() {
    String service = "service-" + random.nextInt();
    List<Span> spans =
        IntStream.range(0, 7)
            .mapToObj(
                i -> SpanData.span(SpanData.randomTraceId(random), 1, service, "a", now + i / 2L))
            .toList();
    write(OWNER, spans);

    List<String> seen = new ArrayList<>();
    String cursor = "";
    JsonNode page;
    do {
      page = get("/api/v1/traces?limit=2&service=" + service + cursor).json();
      seen.addAll(page.at("/data").findValuesAsText("trace_id"));
      cursor = "&cursor=" + page.at("/page/next_cursor").asText();
    } while (page.at("/page/has_more").asBoolean());

    assertThat(seen)
        .containsExactlyElementsOf(
            spans.stream()
                .map(span -> TraceSummary.of(OWNER.projectId(), List.of(span)))
                .map(TracePosition::of)
                .sorted(Comparator.reverseOrder())
                .map(position -> position.traceId().toString())
                .toList());
  }

  @Test
  void logsOfATrace_areFound() {
    TraceId traceId = SpanData.randomTraceId(random);
    LogRecord inside =
        LogData.in(LogData.record(now, "shop", 17, "Payment refused"), traceId, new SpanId(7));
    try (LogBlocks encoder = new LogBlocks(random)) {
      List<LogRecord> records = List.of(inside, LogData.record(now + 1, "shop", 17, "refused"));
      insert(Envelopes.of(OWNER, encoder.encode(OWNER, now, records), List.of()));
    }

    JsonNode found = get("/api/v1/logs?q=refused&trace_id=" + traceId).json().at("/data");
    assertThat(found).hasSize(1);
    assertThat(found.at("/0/body").asText()).isEqualTo("Payment refused");
    assertThat(found.at("/0/span_id").asText()).isEqualTo("0000000000000007");
    assertThat(found.at("/0/time").asText()).isEqualTo(TimeText.format(now));
    assertThat(get("/api/v1/logs?q=refused").json().at("/data")).hasSize(2);
    assertThat(
            client.get("/api/v1/logs?q=refused", "x-api-key", SECRET + "-other").json().at("/data"))
        .isEmpty();
  }

  @Test
  void otherWorkspace_seesNothing() {
    Span span = SpanData.span(SpanData.randomTraceId(random), 1, "shop", "a", now);
    write(OWNER, List.of(span));

    Answer other = client.get("/api/v1/traces/" + span.traceId(), "x-api-key", SECRET + "-other");
    assertThat(other.status()).isEqualTo(404);
    assertThat(client.get("/api/v1/traces", "x-api-key", SECRET + "-other").json().at("/data"))
        .isEmpty();
  }

  @Test
  void unknownKey_isRefused() {
    assertThat(client.get("/api/v1/traces", "x-api-key", "sk-sm-nobody").status()).isEqualTo(401);
  }

  @Test
  void engineAway_answers503_andComesBack() {
    assertThat(get("/api/v1/traces").status()).isEqualTo(200);
    assertThat(get("/health/ready").status()).isEqualTo(200);

    ENGINE.server().kill();
    Answer away = get("/api/v1/traces");
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.header("retry-after")).isNotEmpty();
    assertThat(away.json().path("code").asText()).isEqualTo("STORE_UNAVAILABLE");
    awaitReadiness(503);

    ENGINE.server().restart();

    awaitReadiness(200);
    assertThat(get("/api/v1/traces").status()).isEqualTo(200);
  }

  private void awaitReadiness(int status) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (get("/health/ready").status() != status) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  private Answer get(String path) {
    return client.get(path, "Authorization", "Bearer " + SECRET);
  }

  private static void write(ApiKey owner, List<Span> spans) {
    try (SpanBlocks encoder = new SpanBlocks(CLOCK)) {
      insert(Envelopes.of(encoder, owner, 1, spans));
    }
  }

  private static void insert(Envelope envelope) {
    new ClickHouseEnvelopeStore(writer, new TraceSummaries(writer, SummaryLock.none()), CLOCK)
        .insertQueued(Envelopes.batch(envelope));
  }

  private static ApiKey key(ApiKey owner, String secret) {
    return new ApiKey(
        owner.publicKey(),
        ApiKeySecret.hash(secret),
        "test",
        owner.workspaceId(),
        owner.projectId(),
        owner.retentionDays(),
        Set.of(Scope.QUERY));
  }
}
