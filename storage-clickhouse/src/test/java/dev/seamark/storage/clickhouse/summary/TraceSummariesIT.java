package dev.seamark.storage.clickhouse.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.Span;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.MigratedDatabase;
import dev.seamark.storage.clickhouse.ingest.ClickHouseEnvelopeStore;
import dev.seamark.storage.clickhouse.span.SpanBlocks;
import dev.seamark.storage.tests.Envelopes;
import dev.seamark.storage.tests.SpanData;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TraceSummariesIT {
  @RegisterExtension static final ClickHouseExtension ENGINE = ClickHouseExtension.create();

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse clickHouse;

  private final ApiKey owner = SpanData.randomOwner();
  private final Random random = new Random(9);
  private final long start = System.currentTimeMillis() * 1_000_000;

  @BeforeAll
  static void open() {
    clickHouse = ClickHouse.writer(MigratedDatabase.of(ENGINE));
  }

  @AfterAll
  static void close() {
    clickHouse.close();
  }

  /** More traces than one statement takes: they are recomputed in parts, each under the lock. */
  @Test
  void recompute_moreTracesThanOneStatementTakes() {
    AtomicInteger locked = new AtomicInteger();
    TraceSummaries summaries = new TraceSummaries(clickHouse, counting(locked));
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < 25_000; i++) {
      spans.add(SpanData.span(SpanData.randomTraceId(random), 1, "shop", "cart", start + i));
    }

    insert(summaries, spans);

    assertThat(locked).hasValue(3); // The look for whole traces, and two parts.
    assertThat(count("trace_summaries FINAL")).isEqualTo("25000\n");
  }

  /** Deleted spans do not count; a trace whose spans are all deleted has no summary. */
  @Test
  void recompute_deletedSpans() {
    TraceSummaries summaries = new TraceSummaries(clickHouse, SummaryLock.none());
    Span first = SpanData.span(SpanData.randomTraceId(random), 1, "shop", "cart", start);
    Span second = SpanData.child(first, 2, "shop", "pay", start + 5);
    Envelope envelope = insert(summaries, List.of(first, second));

    delete("span_id = unhex('0000000000000002')");
    summaries.recompute(List.of(envelope));
    assertThat(count("trace_summaries FINAL")).isEqualTo("1\n");
    assertThat(count("trace_summaries FINAL", "span_count = 1")).isEqualTo("1\n");

    delete("1");
    summaries.recompute(List.of(envelope));
    summaries.recompute(List.of(envelope));
    assertThat(count("trace_summaries FINAL")).isEqualTo("0\n");
  }

  @Test
  void recompute_unknownTrace() {
    TraceSummaries summaries = new TraceSummaries(clickHouse, SummaryLock.none());
    Span never = SpanData.span(SpanData.randomTraceId(random), 1, "shop", "cart", start);

    summaries.recompute(List.of(Envelopes.of(owner, List.of(), List.of(never))));

    assertThat(count("trace_summaries")).isEqualTo("0\n");
  }

  /** Whole traces are summarised from the new rows, and no other than from the table. */
  @Test
  void recompute_wholeTraces() {
    AtomicInteger statements = new AtomicInteger();
    TraceSummaries summaries = new TraceSummaries(clickHouse, counting(statements));
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      spans.addAll(withoutMeaning(SpanData.randomTrace(random, start + i * 1_000_003L)));
    }

    Envelope envelope = insert(summaries, spans, System.currentTimeMillis() * 1_000_000);
    String fresh = summaries();

    assertThat(statements).hasValue(1);
    assertThat(count("trace_summaries FINAL", "session_id != '' AND user_id != ''"))
        .isNotEqualTo("0\n");
    assertThat(fresh).hasLineCount(500);
    ENGINE.execute(
        "ALTER TABLE trace_summaries DELETE WHERE project_id = '%s' SETTINGS mutations_sync = 1"
            .formatted(owner.projectId()));
    summaries.recompute(List.of(acceptedAt(0, envelope)));
    assertThat(statements).hasValue(3);
    assertThat(summaries()).isEqualTo(fresh);
  }

  /** What models used is summed up from the table. */
  @Test
  void recompute_wholeTracesWithObservations() {
    AtomicInteger statements = new AtomicInteger();
    TraceSummaries summaries = new TraceSummaries(clickHouse, counting(statements));
    Span call =
        SpanData.with(
            SpanData.span(SpanData.randomTraceId(random), 1, "agent", "chat", start),
            SpanData.modelCall("gpt-4o", 10, 1));
    Span plain = SpanData.span(SpanData.randomTraceId(random), 1, "shop", "cart", start);

    insert(summaries, List.of(call, plain), System.currentTimeMillis() * 1_000_000);

    assertThat(statements).hasValue(2);
    assertThat(count("trace_summaries FINAL")).isEqualTo("2\n");
    assertThat(count("trace_summaries FINAL", "total_tokens = 11 AND models = ['gpt-4o']"))
        .isEqualTo("1\n");
  }

  /** The trace, or one like it of a session where a convention speaks of its spans. */
  private static List<Span> withoutMeaning(List<Span> trace) {
    if (SpanData.observations(trace).isEmpty()) {
      return trace;
    }
    return trace.stream()
        .map(span ->
            SpanData.with(
                span,
                Map.of(
                    "session.id", new AttributeValue.Text("session " + span.spanId()),
                    "user.id", new AttributeValue.Text("user"))))
        .toList();
  }

  /** Traces in several requests of a batch, some of which were written and summarised before. */
  @Test
  void recompute_severalRequests() {
    AtomicInteger statements = new AtomicInteger();
    TraceSummaries summaries = new TraceSummaries(clickHouse, counting(statements));
    long version = System.currentTimeMillis() * 1_000_000;
    List<Span> first = new ArrayList<>();
    List<Span> second = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      List<Span> trace = withoutMeaning(SpanData.randomTrace(random, start + i * 1_000_003L));
      first.addAll(trace.subList(0, trace.size() / 2));
      second.addAll(trace.subList(trace.size() / 2, trace.size()));
    }

    insert(summaries, first, version);
    insert(summaries, second, version + 1);
    String fresh = summaries();

    assertThat(fresh).hasLineCount(300);
    assertThat(statements).hasValue(3); // Traces whose start moved take the third one.
    summaries.recompute(
        List.of(
            acceptedAt(0, Envelopes.of(owner, List.of(), first)),
            acceptedAt(0, Envelopes.of(owner, List.of(), second))));
    assertThat(summaries()).isEqualTo(fresh);
  }

  /** The summary under the old start goes. */
  @Test
  void recompute_secondRequestStartsEarlier() {
    TraceSummaries summaries = new TraceSummaries(clickHouse, SummaryLock.none());
    long version = System.currentTimeMillis() * 1_000_000;
    Span child = SpanData.span(SpanData.randomTraceId(random), 2, "shop", "pay", start + 50);
    Span parent = SpanData.span(child.traceId(), 1, "shop", "cart", start);

    insert(summaries, List.of(child), version);
    insert(summaries, List.of(parent), version + 1);

    assertThat(count("trace_summaries FINAL")).isEqualTo("1\n");
    assertThat(count("trace_summaries FINAL", "span_count = 2 AND root_name = 'cart'"))
        .isEqualTo("1\n");
  }

  /** The same span sent twice is one span. */
  @Test
  void recompute_spanSentTwice() {
    TraceSummaries summaries = new TraceSummaries(clickHouse, SummaryLock.none());
    long version = System.currentTimeMillis() * 1_000_000;
    Span first = SpanData.span(SpanData.randomTraceId(random), 1, "shop", "cart", start);

    insert(summaries, List.of(first, first), version);
    assertThat(count("trace_summaries FINAL", "span_count = 1")).isEqualTo("1\n");

    insert(summaries, List.of(first), version);
    assertThat(count("trace_summaries FINAL", "span_count = 1")).isEqualTo("1\n");
  }

  private static SummaryLock counting(AtomicInteger statements) {
    return recompute -> {
      statements.incrementAndGet();
      recompute.run();
    };
  }

  private static Envelope acceptedAt(long epochMillis, Envelope envelope) {
    return new Envelope(
        envelope.hash(),
        envelope.workspaceId(),
        envelope.projectId(),
        epochMillis,
        envelope.blocks(),
        envelope.traceIds());
  }

  private String summaries() {
    return ENGINE.execute(
        "SELECT * EXCEPT version FROM trace_summaries FINAL WHERE project_id = '%s' ORDER BY start_time, trace_id FORMAT JSONEachRow"
            .formatted(owner.projectId()));
  }

  private Envelope insert(TraceSummaries summaries, List<Span> spans) {
    return insert(summaries, spans, 1);
  }

  private Envelope insert(TraceSummaries summaries, List<Span> spans, long version) {
    try (SpanBlocks encoder = new SpanBlocks(Clock.systemUTC())) {
      Envelope envelope =
          acceptedAt(version / 1_000_000, Envelopes.of(encoder, owner, version, spans));
      new ClickHouseEnvelopeStore(clickHouse, summaries, Clock.systemUTC())
          .insertQueued(Envelopes.batch(envelope));
      return envelope;
    }
  }

  private void delete(String where) {
    ENGINE.execute(
        "INSERT INTO spans SELECT * REPLACE (version + 1 AS version, 1 AS is_deleted) FROM spans FINAL WHERE project_id = '%s' AND %s"
            .formatted(owner.projectId(), where));
  }

  private String count(String table) {
    return count(table, "1");
  }

  private String count(String table, String where) {
    return ENGINE.execute(
        "SELECT count() FROM %s WHERE project_id = '%s' AND %s"
            .formatted(table, owner.projectId(), where));
  }
}
