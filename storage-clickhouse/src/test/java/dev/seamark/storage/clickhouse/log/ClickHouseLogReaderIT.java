package dev.seamark.storage.clickhouse.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.ingest.Block;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.log.LogFilter;
import dev.seamark.core.log.LogQuery;
import dev.seamark.core.log.LogReader;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.log.SearchText;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.ClickHouseSettings;
import dev.seamark.storage.clickhouse.MigratedDatabase;
import dev.seamark.storage.clickhouse.ingest.ClickHouseEnvelopeStore;
import dev.seamark.storage.clickhouse.read.ReadLimits;
import dev.seamark.storage.clickhouse.summary.SummaryLock;
import dev.seamark.storage.clickhouse.summary.TraceSummaries;
import dev.seamark.storage.tests.Envelopes;
import dev.seamark.storage.tests.LogData;
import dev.seamark.storage.tests.LogReaderContract;
import dev.seamark.storage.tests.SpanData;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClickHouseLogReaderIT extends LogReaderContract {
  @RegisterExtension static final ClickHouseExtension ENGINE = ClickHouseExtension.create();

  private static final Clock CLOCK = Clock.systemUTC();
  private static final BlockingQueue<String> STATEMENTS = new LinkedBlockingQueue<>();

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse writer;

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse reading;

  @SuppressWarnings("NullAway.Init")
  private static LogBlocks encoder;

  private final LogReader reader = new ClickHouseLogReader(reading, ReadLimits.DEFAULT, CLOCK);
  private final long now = CLOCK.millis() * 1_000_000;

  @BeforeAll
  static void open() {
    ClickHouseSettings settings = MigratedDatabase.of(ENGINE);
    writer = ClickHouse.writer(settings);
    reading = ClickHouse.reader(settings, (name, _, _) -> STATEMENTS.add(name));
    encoder = new LogBlocks(new Random());
  }

  @AfterAll
  static void close() {
    reading.close();
    writer.close();
    encoder.close();
  }

  @Override
  protected LogReader reader() {
    return reader;
  }

  @Override
  protected void write(ApiKey owner, Collection<LogRecord> records) {
    store().insertQueued(Envelopes.batch(envelope(owner, records)));
  }

  @Test
  void insert_repeated_countsOnce() {
    ApiKey owner = SpanData.randomOwner();
    Envelope envelope = envelope(owner, List.of(LogData.fullestRecord(now)));
    var batch = Envelopes.batch(envelope);
    store().insertQueued(batch);
    store().insertQueued(batch);
    store().insertDirect(envelope);

    assertThat(reader.findLogs(logs(owner)).items()).hasSize(1);
  }

  @Test
  void findLogs_firstPageOfManyTakesOneStatement() {
    ApiKey owner = SpanData.randomOwner();
    write(
        owner,
        IntStream.range(0, 200).mapToObj(i -> LogData.record(now - i, "s", 9, "a " + i)).toList());

    STATEMENTS.clear();
    assertThat(reader.findLogs(logs(owner)).items()).hasSize(100);
    assertThat(STATEMENTS).containsExactly(SelectLogs.NAME, "select_resources");
    STATEMENTS.clear();
    assertThat(reader.findLogs(logs(owner)).items()).hasSize(100);
    assertThat(STATEMENTS).containsExactly(SelectLogs.NAME);
  }

  @Test
  void otherWorkspace_isClosedToTheReader() {
    ApiKey owner = SpanData.randomOwner();
    write(owner, List.of(LogData.record(now, "s", 9, "secret")));

    assertThat(ENGINE.read("SELECT count() FROM logs", Optional.empty())).isEqualTo("0\n");
    assertThat(ENGINE.read("SELECT count() FROM logs", Optional.of(owner.workspaceId().toString())))
        .isEqualTo("1\n");
  }

  /** Each index is there for a query that it makes cheaper. */
  @Test
  void indexes_prune() {
    ApiKey owner = SpanData.randomOwner();
    ENGINE.execute(
        """
        INSERT INTO logs (workspace_id, project_id, time, record_id, service_name, severity_number, body, trace_id, attributes_string, retention_days)
        SELECT '%s', '%s', now64(9) - toIntervalMillisecond(number), number, 'shop',
            if(number = 77777, 21, 9), if(number = 77777, 'the Needle', 'hay ' || toString(number %% 100)),
            if(number = 77777, unhex('000000000000000000000000000000ff'), MD5(toString(number))),
            map('k', if(number = 77777, 'rare', toString(number %% 50))), 30
        FROM numbers(100000)
        """
            .formatted(owner.workspaceId(), owner.projectId()));

    assertPrunes(owner, "hasAllTokens(lowerUTF8(body), 'needle')", "body_text");
    assertPrunes(owner, "trace_id = unhex('000000000000000000000000000000ff')", "trace_id_bloom");
    assertPrunes(owner, "severity_number >= 17", "severity_set");
    assertPrunes(owner, "attributes_string['k'] = 'rare'", "attribute_values_bloom");
    assertPrunes(owner, "mapContains(attributes_string, 'absent')", "attribute_keys_bloom");
    assertThat(reader.findLogs(logs(owner).with(searching("needle"))).items()).hasSize(1);
    assertThat(
            reader
                .findLogs(
                    logs(owner)
                        .with(new LogFilter(null, null, null, 17, new TraceId(0, 255), null, null)))
                .items())
        .hasSize(1);
    assertThat(
            reader
                .findLogs(
                    logs(owner)
                        .with(new LogFilter(null, null, null, null, null, new SpanId(1), null)))
                .items())
        .isEmpty();
  }

  private static void assertPrunes(ApiKey owner, String condition, String index) {
    String plan =
        ENGINE.execute(
            """
            EXPLAIN indexes = 1, json = 1
            SELECT count() FROM logs WHERE project_id = '%s' AND workspace_id = '%s' AND %s
            SETTINGS use_skip_indexes_on_data_read = 0
            """
                .formatted(owner.projectId(), owner.workspaceId(), condition));
    Matcher granules =
        Pattern.compile(
                "\"Name\": \"%s\".*?\"Initial Granules\": (\\d+).*?\"Selected Granules\": (\\d+)"
                    .formatted(index))
            .matcher(plan);
    assertThat(granules.find()).describedAs("%s in %s", index, plan).isTrue();
    assertThat(Integer.parseInt(granules.group(1))).isGreaterThan(10);
    assertThat(Integer.parseInt(granules.group(2))).describedAs(condition).isLessThan(3);
  }

  private static LogFilter searching(String words) {
    return new LogFilter(null, null, null, null, null, null, new SearchText(words));
  }

  private static LogQuery logs(ApiKey owner) {
    return LogQuery.newest(owner.workspaceId(), owner.projectId());
  }

  private static Envelope envelope(ApiKey owner, Collection<LogRecord> records) {
    List<Block> blocks = encoder.encode(owner, CLOCK.millis() * 1_000_000, List.copyOf(records));
    return Envelopes.of(owner, blocks, List.of());
  }

  private static ClickHouseEnvelopeStore store() {
    return new ClickHouseEnvelopeStore(
        writer, new TraceSummaries(writer, SummaryLock.none()), CLOCK);
  }
}
