package dev.seamark.storage.clickhouse.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.ingest.Envelope;
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
    TraceSummaries summaries =
        new TraceSummaries(
            clickHouse,
            recompute -> {
              locked.incrementAndGet();
              recompute.run();
            });
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < 25_000; i++) {
      spans.add(SpanData.span(SpanData.randomTraceId(random), 1, "shop", "cart", start + i));
    }

    insert(summaries, spans);

    assertThat(locked).hasValue(2);
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

  private Envelope insert(TraceSummaries summaries, List<Span> spans) {
    try (SpanBlocks encoder = new SpanBlocks(Clock.systemUTC())) {
      Envelope envelope = Envelopes.of(encoder, owner, 1, spans);
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
