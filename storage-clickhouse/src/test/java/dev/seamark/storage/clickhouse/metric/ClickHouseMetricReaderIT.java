package dev.seamark.storage.clickhouse.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.ingest.MetricEncoder;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.metric.MetricReader;
import dev.seamark.core.metric.PointQuery;
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
import dev.seamark.storage.tests.MetricData;
import dev.seamark.storage.tests.MetricReaderContract;
import dev.seamark.storage.tests.SpanData;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClickHouseMetricReaderIT extends MetricReaderContract {
  @RegisterExtension static final ClickHouseExtension ENGINE = ClickHouseExtension.create();

  private static final Clock CLOCK = Clock.systemUTC();
  private static final BlockingQueue<String> STATEMENTS = new LinkedBlockingQueue<>();
  private static final long HOUR = 3_600_000_000_000L;

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse writer;

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse reading;

  @SuppressWarnings("NullAway.Init")
  private static MetricBlocks encoder;

  private final MetricReader reader =
      new ClickHouseMetricReader(reading, ReadLimits.DEFAULT, CLOCK);
  private final long now = CLOCK.millis() * 1_000_000;
  private final ApiKey owner = SpanData.randomOwner();

  @BeforeAll
  static void open() {
    ClickHouseSettings settings = MigratedDatabase.of(ENGINE);
    writer = ClickHouse.writer(settings);
    reading = ClickHouse.reader(settings, (name, _, _) -> STATEMENTS.add(name));
    encoder = new MetricBlocks(1_000);
  }

  @AfterAll
  static void close() {
    reading.close();
    writer.close();
    encoder.close();
  }

  @Override
  protected MetricReader reader() {
    return reader;
  }

  @Override
  protected void write(ApiKey of, Collection<? extends MetricPoint> points) {
    MetricEncoder.Encoded encoded = encode(of, points);
    store().insertQueued(Envelopes.batch(Envelopes.of(of, encoded.blocks(), List.of())));
    encoded.durable().run();
  }

  @Test
  void insert_repeated_countsOnce() {
    long hour = now / HOUR * HOUR - HOUR;
    Envelope envelope =
        Envelopes.of(
            owner,
            encode(
                    owner,
                    IntStream.range(0, 10)
                        .mapToObj(i -> MetricData.counter("m", "/", hour, hour + i, i))
                        .toList())
                .blocks(),
            List.of());
    var batch = Envelopes.batch(envelope);
    store().insertQueued(batch);
    store().insertQueued(batch);
    store().insertDirect(envelope);

    assertThat(count("metric_samples")).isEqualTo(10);
    assertThat(count("metric_series")).isEqualTo(1);
    assertThat(query("SELECT sum(sample_count), sum(value_sum) FROM metric_hours WHERE %s"))
        .isEqualTo("10\t45");
  }

  @Test
  void encode_seriesIsSaidOnceAnHour_onceItIsDurable() {
    List<MetricPoint> points = List.of(MetricData.counter("m", "/", now, now, 1));
    encode(owner, points); // Never became durable.
    write(owner, points);
    write(owner, List.of(MetricData.counter("m", "/", now, now + 1, 2)));

    assertThat(count("metric_series")).isEqualTo(1);
    assertThat(count("metric_samples")).isEqualTo(2);
  }

  @Test
  void encode_seriesOfManyPoints_isOneRow() {
    write(
        owner,
        IntStream.range(0, 50)
            .mapToObj(i -> MetricData.gauge("m", "shop", "/" + i % 2, now - i, i))
            .toList());

    assertThat(count("metric_series")).isEqualTo(2);
  }

  @Test
  void rollup_ofACounter_leavesOutWhatIsNoValue() {
    long hour = now / HOUR * HOUR - 2 * HOUR;
    write(
        owner,
        List.of(
            MetricData.counter("c", "/", hour, hour + 1, 5),
            MetricData.counter("c", "/", hour, hour + 2, 9),
            MetricData.counter("c", "/", hour + 3, hour + 4, 2),
            MetricData.gauge("c", "shop", "/g", hour, Double.NaN)));

    assertThat(
            query(
                """
                SELECT toUnixTimestamp64Nano(start_time) - %d AS start, sample_count, value_min, value_max, first.value, last.value
                FROM metric_hours FINAL WHERE %%s ORDER BY start
                """
                    .formatted(hour)))
        .isEqualTo("0\t2\t5\t9\t5\t9\n3\t1\t2\t2\t2\t2");
  }

  @Test
  void findPoints_statements_doNotDependOnTheNumberOfPoints() {
    write(
        owner,
        IntStream.range(0, 200)
            .mapToObj(i -> MetricData.gauge("m", "shop", "/" + i, now - i, i))
            .toList());
    PointQuery query = PointQuery.newest(owner.workspaceId(), owner.projectId(), "m");

    STATEMENTS.clear();
    assertThat(reader.findPoints(query).items()).hasSize(100);
    assertThat(STATEMENTS)
        .containsExactly(
            SelectMetricKinds.NAME,
            SelectPoints.NAME,
            SelectSeries.NAME,
            "select_resources",
            SelectExemplars.NAME);
  }

  @Test
  void otherWorkspace_isClosedToTheReader() {
    write(owner, MetricData.fullestPoints("m", now));

    for (String table :
        List.of(
            "metric_samples",
            "metric_histograms",
            "metric_exponential_histograms",
            "metric_summaries",
            "metric_exemplars",
            "metric_series",
            "metric_names",
            "metric_hours")) {
      String count = "SELECT count() > 0 FROM " + table;
      assertThat(ENGINE.read(count, Optional.empty())).describedAs(table).isEqualTo("0\n");
      if (!table.equals("metric_hours")) {
        assertThat(ENGINE.read(count, Optional.of(owner.workspaceId().toString())))
            .describedAs(table)
            .isEqualTo("1\n");
      }
    }
  }

  private long count(String table) {
    return Long.parseLong(query("SELECT count() FROM " + table + " WHERE %s"));
  }

  private String query(String sql) {
    return ENGINE.execute(sql.formatted("workspace_id = '" + owner.workspaceId() + "'")).strip();
  }

  private static MetricEncoder.Encoded encode(
      ApiKey owner, Collection<? extends MetricPoint> points) {
    return encoder.encode(owner, CLOCK.millis() * 1_000_000, List.copyOf(points));
  }

  private static ClickHouseEnvelopeStore store() {
    return new ClickHouseEnvelopeStore(
        writer, new TraceSummaries(writer, SummaryLock.none()), CLOCK);
  }
}
