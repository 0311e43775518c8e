package dev.seamark.storage.clickhouse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.span.Span;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.trace.SpanQuery;
import dev.seamark.core.trace.TraceQuery;
import dev.seamark.core.trace.TraceReader;
import dev.seamark.core.trace.TraceSummary;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.ClickHouseSettings;
import dev.seamark.storage.clickhouse.MigratedDatabase;
import dev.seamark.storage.clickhouse.ingest.ClickHouseEnvelopeStore;
import dev.seamark.storage.clickhouse.otlp.SelectResources;
import dev.seamark.storage.clickhouse.read.ReadLimits;
import dev.seamark.storage.clickhouse.span.SpanBlocks;
import dev.seamark.storage.clickhouse.summary.SummaryLock;
import dev.seamark.storage.clickhouse.summary.TraceSummaries;
import dev.seamark.storage.tests.Envelopes;
import dev.seamark.storage.tests.SpanData;
import dev.seamark.storage.tests.TraceReaderContract;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClickHouseTraceReaderIT extends TraceReaderContract {
  @RegisterExtension static final ClickHouseExtension ENGINE = ClickHouseExtension.create();

  private static final Clock CLOCK = Clock.systemUTC();
  private static final BlockingQueue<String> STATEMENTS = new LinkedBlockingQueue<>();

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse writer;

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse reading;

  @SuppressWarnings("NullAway.Init")
  private static SpanBlocks encoder;

  private final TraceReader reader = new ClickHouseTraceReader(reading, ReadLimits.DEFAULT, CLOCK);
  private final Random random = new Random();
  private final long now = CLOCK.millis() * 1_000_000;

  @BeforeAll
  static void open() {
    ClickHouseSettings settings = MigratedDatabase.of(ENGINE);
    // Duplicates and tombstones stay side by side, so that every read has to tell them apart.
    for (String table : List.of("spans", "observations", "trace_summaries", "trace_times")) {
      ENGINE.execute("SYSTEM STOP MERGES " + table);
    }
    writer = ClickHouse.writer(settings);
    reading = ClickHouse.reader(settings, (name, _, _) -> STATEMENTS.add(name));
    encoder = new SpanBlocks(CLOCK);
  }

  @AfterAll
  static void close() {
    reading.close();
    writer.close();
    encoder.close();
  }

  @Override
  protected TraceReader reader() {
    return reader;
  }

  @Override
  protected void write(ApiKey owner, long version, Collection<Span> spans) {
    new ClickHouseEnvelopeStore(writer, new TraceSummaries(writer, SummaryLock.none()), CLOCK)
        .insertQueued(Envelopes.batch(Envelopes.of(encoder, owner, version, List.copyOf(spans))));
  }

  @Test
  void readTrace_sameRequestTwice_countsOnce() {
    ApiKey owner = SpanData.randomOwner();
    List<Span> trace = SpanData.randomTrace(random, now);
    write(owner, 1, trace);
    write(owner, 1, trace);

    TraceSummary expected = TraceSummary.of(owner.projectId(), trace);
    assertThat(rows("spans", owner)).isEqualTo(2L * trace.size());
    assertThat(reader.readTrace(spansOf(owner, trace.getFirst())).orElseThrow().summary())
        .isEqualTo(expected);
    assertThat(reader.readSpans(spansOf(owner, trace.getFirst())).items()).hasSameSizeAs(trace);
    assertThat(reader.findTraces(tracesOf(owner)).items()).containsExactly(expected);
  }

  @Test
  void readTrace_tombstones() {
    ApiKey owner = SpanData.randomOwner();
    TraceId traceId = SpanData.randomTraceId(random);
    Span root = SpanData.span(traceId, 1, "shop", "GET /cart", now);
    Span child = SpanData.child(root, 2, "shop", "look up", now + 1);
    write(owner, 1, List.of(root, child));
    ENGINE.execute(
        """
        INSERT INTO spans (workspace_id, project_id, trace_id, span_id, start_time, retention_days, version, is_deleted)
        SELECT workspace_id, project_id, trace_id, span_id, start_time, retention_days, 2, 1
        FROM spans
        WHERE project_id = '%s' AND span_id = unhex('%s')
        """
            .formatted(owner.projectId(), child.spanId()));

    SpanQuery query = spansOf(owner, root);
    assertThat(reader.readTrace(query).orElseThrow().spans().items()).containsExactly(root);
    assertThat(reader.readSpans(query).items()).containsExactly(root);
  }

  @Test
  void findTraces_tombstones() {
    ApiKey owner = SpanData.randomOwner();
    Span first = SpanData.span(SpanData.randomTraceId(random), 1, "shop", "a", now);
    Span second = SpanData.span(SpanData.randomTraceId(random), 1, "shop", "a", now + 1);
    write(owner, 1, List.of(first, second));
    ENGINE.execute(
        """
        INSERT INTO trace_summaries (workspace_id, project_id, start_time, trace_id, retention_days, version, is_deleted)
        SELECT workspace_id, project_id, start_time, trace_id, retention_days, version + 1, 1
        FROM trace_summaries
        WHERE project_id = '%s' AND trace_id = unhex('%s')
        """
            .formatted(owner.projectId(), first.traceId()));

    assertThat(reader.findTraces(tracesOf(owner)).items())
        .containsExactly(TraceSummary.of(owner.projectId(), List.of(second)));
  }

  @Test
  void readTrace_startRewrittenIntoAnotherBucket() {
    ApiKey owner = SpanData.randomOwner();
    TraceId traceId = SpanData.randomTraceId(random);
    Span before = SpanData.span(traceId, 1, "shop", "GET /cart", now);
    Span after = SpanData.span(traceId, 1, "shop", "GET /cart", now - 3_600_000_000_000L);
    write(owner, 1, List.of(before));
    write(owner, 2, List.of(after));

    TraceSummary expected = TraceSummary.of(owner.projectId(), List.of(after));
    assertThat(reader.readTrace(spansOf(owner, before)).orElseThrow().summary())
        .isEqualTo(expected);
    assertThat(reader.readSpans(spansOf(owner, before)).items()).containsExactly(after);
    assertThat(reader.findTraces(tracesOf(owner)).items()).containsExactly(expected);
  }

  @Test
  void readTrace_statementsDoNotDependOnSpans() {
    ApiKey owner = SpanData.randomOwner();
    for (int count : List.of(1, 10, 500)) {
      TraceId traceId = SpanData.randomTraceId(random);
      List<Span> spans =
          IntStream.rangeClosed(1, count)
              .mapToObj(i -> SpanData.span(traceId, i, "shop-" + count + "-" + i % 7, "a", now + i))
              .toList();
      write(owner, 1, spans);

      STATEMENTS.clear();
      assertThat(reader.readTrace(spansOf(owner, spans.getFirst()))).isPresent();
      assertThat(STATEMENTS).containsExactly(SelectTrace.NAME, SelectResources.NAME);
      STATEMENTS.clear();
      assertThat(reader.readTrace(spansOf(owner, spans.getFirst()))).isPresent();
      assertThat(STATEMENTS).containsExactly(SelectTrace.NAME);
    }
  }

  @Test
  void readTrace_resourceExpired() {
    ApiKey owner = SpanData.randomOwner();
    Span span = SpanData.fullestSpan(SpanData.randomTraceId(random), now);
    write(owner, 1, List.of(span));
    ENGINE.execute("TRUNCATE TABLE resources");

    assertThat(reader.readSpans(spansOf(owner, span)).items())
        .singleElement()
        .satisfies(read -> assertThat(read.resource()).isEqualTo(SpanData.resource("agent")));
  }

  @Test
  void findTraces_firstPageOfManyTakesOneStatement() {
    ApiKey owner = SpanData.randomOwner();
    write(
        owner,
        1,
        IntStream.range(0, 60)
            .mapToObj(i -> SpanData.span(SpanData.randomTraceId(random), 1, "s", "a", now - i))
            .toList());

    STATEMENTS.clear();
    assertThat(reader.findTraces(tracesOf(owner)).items()).hasSize(50);
    assertThat(STATEMENTS).containsExactly(SelectTraces.NAME);
  }

  private static long rows(String table, ApiKey owner) {
    return Long.parseLong(
        ENGINE
            .execute(
                "SELECT count() FROM %s WHERE project_id = '%s'"
                    .formatted(table, owner.projectId()))
            .strip());
  }

  private static SpanQuery spansOf(ApiKey owner, Span span) {
    return new SpanQuery(
        owner.workspaceId(), owner.projectId(), span.traceId(), SpanQuery.MAX_LIMIT, null);
  }

  private static TraceQuery tracesOf(ApiKey owner) {
    return TraceQuery.newest(owner.workspaceId(), owner.projectId());
  }
}
