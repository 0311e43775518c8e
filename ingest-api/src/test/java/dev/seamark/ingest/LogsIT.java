package dev.seamark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.seamark.core.log.LogEntry;
import dev.seamark.core.log.LogFilter;
import dev.seamark.core.log.LogQuery;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.log.SearchText;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.embedded.junit.RedisExtension;
import dev.seamark.ingest.otlp.LogRequests;
import dev.seamark.ingest.otlp.Requests;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.ClickHouseSettings;
import dev.seamark.storage.clickhouse.ClickHouseSettings.Account;
import dev.seamark.storage.clickhouse.log.ClickHouseLogReader;
import dev.seamark.storage.clickhouse.read.ReadLimits;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logs from the request through queue and engine to the reader. */
class LogsIT {
  @RegisterExtension static final ClickHouseExtension clickhouse = ClickHouseExtension.create();
  @RegisterExtension static final RedisExtension redis = RedisExtension.create();

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String PROTOBUF = "application/x-protobuf";

  /** Where the service puts what comes with the first key. */
  private static final LogQuery NEWEST =
      LogQuery.newest(new WorkspaceId(new UUID(0, 1)), new ProjectId(new UUID(0, 2)));

  @SuppressWarnings("NullAway.Init")
  private static IngestService service;

  @SuppressWarnings("NullAway.Init")
  private static IngestClient client;

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse reading;

  @SuppressWarnings("NullAway.Init")
  private static ClickHouseLogReader reader;

  @BeforeAll
  static void start() {
    // Recorded requests grow old.
    service =
        IngestService.start(
            clickhouse, redis, "bootstrap.retention-days=10000", "logs.max-age=10000d");
    client = service.client();
    reading =
        ClickHouse.reader(
            ClickHouseSettings.of(
                URI.create(clickhouse.url()),
                clickhouse.database(),
                new Account(clickhouse.user(), clickhouse.password()),
                new Account(clickhouse.readerUser(), clickhouse.readerPassword())));
    reader = new ClickHouseLogReader(reading, ReadLimits.DEFAULT, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    reading.close();
    client.close();
    service.close();
  }

  @Test
  void everyField_comesBackAsSent() {
    long time = now();
    io.opentelemetry.proto.logs.v1.LogRecord.Builder sent =
        LogRequests.record(time, "")
            .setBody(
                AnyValue.newBuilder()
                    .setKvlistValue(
                        KeyValueList.newBuilder()
                            .addValues(Requests.text("message", "Zahlung abgelehnt: Größe"))))
            .setEventName("pay.refused")
            .setFlags(1)
            .setDroppedAttributesCount(2)
            .setTraceId(ByteString.fromHex("5b8efff798038103d269b633813fc60c"))
            .setSpanId(ByteString.fromHex("eee19b7ec3c1b174"))
            .addAttributes(Requests.text("k", "v"));
    assertThat(post(LogRequests.of(sent.build()).toByteArray())).isEqualTo(200);
    LogRecord record = await(searching("GRÖßE abgelehnt"), 1).getFirst();
    assertThat(record.epochNanos()).isEqualTo(time);
    assertThat(record.observedEpochNanos()).isEqualTo(time + 1);
    assertThat(record.timeSource()).isEqualTo(LogRecord.TimeSource.EVENT);
    assertThat(record.severityNumber()).isEqualTo(9);
    assertThat(record.severityText()).isEqualTo("INFO");
    assertThat(record.body())
        .isEqualTo(
            new AttributeValue.KeyValues(
                Map.of("message", new AttributeValue.Text("Zahlung abgelehnt: Größe"))));
    assertThat(record.eventName()).isEqualTo("pay.refused");
    assertThat(record.flags()).isEqualTo(1);
    assertThat(record.droppedAttributesCount()).isEqualTo(2);
    assertThat(record.traceId()).hasToString("5b8efff798038103d269b633813fc60c");
    assertThat(record.spanId()).hasToString("eee19b7ec3c1b174");
    assertThat(record.attributes()).isEqualTo(Map.of("k", new AttributeValue.Text("v")));
    assertThat(record.resource().serviceName()).isEqualTo("shop");
    assertThat(record.scope().name()).isEqualTo("demo");
  }

  @Test
  void acknowledged_isVisibleOnce_howeverOftenItIsSent() {
    byte[] body = LogRequests.numbered(100, now(), "repeated").toByteArray();
    for (int i = 0; i < 3; i++) {
      assertThat(post(body)).isEqualTo(200);
    }
    await(searching("repeated"), 100);
    assertThat(post(body)).isEqualTo(200);
    assertThat(post(LogRequests.numbered(1, now(), "repeated marker").toByteArray()))
        .isEqualTo(200);
    await(searching("marker"), 1);
    assertThat(reader.findLogs(searching("repeated")).items())
        .hasSize(101)
        .extracting(LogEntry::recordId)
        .doesNotHaveDuplicates();
  }

  @Test
  void recordedRequests_areReadBack() throws IOException {
    assertThat(post(recorded("otel-js-http"), "content-type", "application/json")).isEqualTo(200);
    assertThat(
            post(
                recorded("otel-java-http-protobuf-gzip"),
                "content-type",
                PROTOBUF,
                "content-encoding",
                "gzip"))
        .isEqualTo(200);
    assertThat(post(recorded("otel-javaagent"), "content-type", PROTOBUF)).isEqualTo(200);
    assertThat(await(ofService("shop-http"), 2))
        .extracting(record -> String.valueOf(record.traceId()))
        .containsOnly("da844515cacd51a46eaf08fdce22eed4");
    assertThat(await(ofService("java-demo"), 1).getFirst().timeSource())
        .isEqualTo(LogRecord.TimeSource.OBSERVED);
    assertThat(await(ofService("agent-demo"), 4))
        .extracting(LogRecord::body)
        .startsWith(new AttributeValue.Text("bad"), new AttributeValue.Text("serving /cart?bad"));
  }

  private static byte[] recorded(String name) throws IOException {
    String path = "/fixtures/" + name + ".logs";
    try (InputStream resource = LogsIT.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(resource, path).readAllBytes();
    }
  }

  private static int post(byte[] protobuf) {
    return post(protobuf, "content-type", PROTOBUF);
  }

  private static int post(byte[] body, String... headers) {
    return client.post("/v1/logs", body, headers).statusCode();
  }

  private static List<LogRecord> await(LogQuery query, int records) {
    Await.untilEqual(records, LIMIT, () -> reader.findLogs(query).items().size());
    return reader.findLogs(query).items().stream().map(LogEntry::record).toList();
  }

  private static LogQuery searching(String words) {
    return NEWEST
        .with(new LogFilter(null, null, null, null, null, null, new SearchText(words)))
        .withLimit(LogQuery.MAX_LIMIT);
  }

  private static LogQuery ofService(String service) {
    return NEWEST.with(new LogFilter(null, null, service, null, null, null, null));
  }

  private static long now() {
    Instant now = Clock.systemUTC().instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
