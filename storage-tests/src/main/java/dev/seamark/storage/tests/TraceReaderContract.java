package dev.seamark.storage.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.llm.Body;
import dev.seamark.core.llm.Dollars;
import dev.seamark.core.llm.TraceUsage;
import dev.seamark.core.page.Page;
import dev.seamark.core.page.Seek;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.trace.SpanPage;
import dev.seamark.core.trace.SpanPosition;
import dev.seamark.core.trace.SpanQuery;
import dev.seamark.core.trace.TraceDetail;
import dev.seamark.core.trace.TraceField;
import dev.seamark.core.trace.TraceFilter;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.core.trace.TracePosition;
import dev.seamark.core.trace.TraceQuery;
import dev.seamark.core.trace.TraceReader;
import dev.seamark.core.trace.TraceSummary;
import dev.seamark.core.workspace.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link TraceReader} has to do. */
public abstract class TraceReaderContract {
  private static final long HOUR = Duration.ofHours(1).toNanos();
  private static final long DAY = Duration.ofDays(1).toNanos();

  /** A few hours ago, with nanoseconds that no coarser unit can hold. */
  private final long base =
      Instant.now().getEpochSecond() * 1_000_000_000L - 5 * HOUR + 123_456_789;

  private final ApiKey owner = SpanData.randomOwner();
  private final Random random = new Random(42);

  protected abstract TraceReader reader();

  /**
   * Writes spans; when it returns, they can be read.
   *
   * @param version of a span that is written again, the highest one counts
   */
  protected abstract void write(ApiKey owner, long version, Collection<Span> spans);

  @Test
  void readTrace_complete() {
    Span span = SpanData.fullestSpan(SpanData.randomTraceId(random), base);
    write(owner, 1, List.of(span));

    TraceDetail trace = reader().readTrace(spansOf(owner, span.traceId())).orElseThrow();

    assertThat(trace.spans()).isEqualTo(new Page<>(List.of(span), false, false));
    assertThat(trace.summary()).isEqualTo(TraceSummary.of(owner.projectId(), List.of(span)));
    // A second read takes what can be kept from memory.
    assertThat(reader().readTrace(spansOf(owner, span.traceId()))).contains(trace);
  }

  @Test
  void readTrace_notEnded() {
    TraceId traceId = SpanData.randomTraceId(random);
    Span open = SpanData.ended(SpanData.span(traceId, 1, "shop", "a", base), 0, StatusCode.UNSET);
    Span early =
        SpanData.ended(SpanData.span(traceId, 2, "shop", "a", base), base - 1, StatusCode.UNSET);
    write(owner, 1, List.of(open, early));

    assertThat(reader().readSpans(spansOf(owner, traceId)).items()).containsExactly(open, early);
  }

  @Test
  void readTrace_unknown() {
    SpanQuery unknown = spansOf(owner, SpanData.randomTraceId(random));
    assertThat(reader().readTrace(unknown)).isEmpty();
    assertThat(reader().readSpans(unknown).spans()).isEqualTo(new Page<>(List.of(), false, false));
  }

  @Test
  void readTrace_ofOthers() {
    Span span = SpanData.span(SpanData.randomTraceId(random), 1, "shop", "GET /cart", base);
    write(owner, 1, List.of(span));

    ApiKey otherProject = SpanData.owner(owner.workspaceId());
    ApiKey otherWorkspace = SpanData.randomOwner();
    for (ApiKey other : List.of(otherProject, otherWorkspace)) {
      assertThat(reader().readTrace(spansOf(other, span.traceId()))).isEmpty();
      assertThat(reader().readSpans(spansOf(other, span.traceId())).items()).isEmpty();
      assertThat(reader().findTraces(traces(other)).items()).isEmpty();
    }
  }

  @Test
  void readTrace_sameIdInTwoProjects() {
    TraceId traceId = SpanData.randomTraceId(random);
    ApiKey other = SpanData.owner(owner.workspaceId());
    Span mine = SpanData.span(traceId, 1, "shop", "mine", base);
    Span theirs = SpanData.span(traceId, 1, "shop", "theirs", base - DAY);
    write(owner, 1, List.of(mine));
    write(other, 1, List.of(theirs));

    assertThat(reader().readSpans(spansOf(owner, traceId)).items()).containsExactly(mine);
    assertThat(reader().readSpans(spansOf(other, traceId)).items()).containsExactly(theirs);
  }

  @Test
  void readTrace_spanWrittenAgain() {
    TraceId traceId = SpanData.randomTraceId(random);
    Span first = SpanData.span(traceId, 1, "shop", "GET /cart", base);
    Span last = SpanData.ended(first, base + 7, StatusCode.ERROR);
    write(owner, 1, List.of(first));
    write(owner, 2, List.of(last));

    TraceDetail trace = reader().readTrace(spansOf(owner, traceId)).orElseThrow();

    assertThat(trace.spans().items()).containsExactly(last);
    assertThat(trace.summary()).isEqualTo(TraceSummary.of(owner.projectId(), List.of(last)));
    assertThat(reader().findTraces(traces(owner)).items()).containsExactly(trace.summary());
  }

  @Test
  void readTrace_spansOverDays() {
    TraceId traceId = SpanData.randomTraceId(random);
    Span root = SpanData.span(traceId, 1, "agent", "run", base - 3 * DAY);
    Span late = SpanData.child(root, 2, "shop", "later", base);
    write(owner, 1, List.of(late));
    write(owner, 2, List.of(root));

    TraceDetail trace = reader().readTrace(spansOf(owner, traceId)).orElseThrow();

    assertThat(trace.spans().items()).containsExactly(root, late);
    assertThat(reader().findTraces(traces(owner)).items()).containsExactly(trace.summary());
  }

  @Test
  void readTrace_moreSpansThanAsked() {
    TraceId traceId = SpanData.randomTraceId(random);
    List<Span> spans = manySpans(traceId, 25);
    write(owner, 1, spans);

    TraceDetail trace =
        reader()
            .readTrace(new SpanQuery(owner.workspaceId(), owner.projectId(), traceId, 10, null))
            .orElseThrow();

    assertThat(trace.spans()).isEqualTo(new Page<>(spans.subList(0, 10), false, true));
    assertThat(trace.summary()).isEqualTo(TraceSummary.of(owner.projectId(), spans));
  }

  @Test
  void readTrace_modelCallsBelowAnAgent() {
    Span agent =
        SpanData.with(
            SpanData.span(SpanData.randomTraceId(random), 1, "agent", "invoke_agent", base),
            Map.of(
                "gen_ai.operation.name", new AttributeValue.Text("invoke_agent"),
                "session.id", new AttributeValue.Text("s1"),
                "gen_ai.usage.input_tokens", new AttributeValue.Int(1_000_000)));
    Span call =
        SpanData.with(
            SpanData.child(agent, 2, "agent", "chat gpt-4o", base + 1),
            SpanData.modelCall("gpt-4o", 1_000_000, 100_000));
    Span plain = SpanData.child(call, 3, "shop", "GET /", base + 2);
    List<Span> trace = List.of(agent, call, plain);
    write(owner, 1, trace);

    TraceDetail read = reader().readTrace(spansOf(owner, agent.traceId())).orElseThrow();

    assertThat(read.spans().items()).isEqualTo(trace);
    assertThat(read.observations()).isEqualTo(SpanData.observations(trace)).hasSize(2);
    assertThat(read.summary()).isEqualTo(TraceSummary.of(owner.projectId(), trace));
    assertThat(read.summary().origin().session()).isEqualTo("s1");
    // 2.50 and 10 dollars per million; the agent's usage repeats the call's.
    assertThat(read.summary().usage())
        .isEqualTo(
            new TraceUsage(List.of("gpt-4o"), 1_000_000, 100_000, 1_100_000, 7 * Dollars.ONE / 2));
    assertThat(reader().findTraces(traces(owner)).items()).containsExactly(read.summary());
    assertThat(reader().readSpans(spansOf(owner, agent.traceId()))).isEqualTo(read.page());
  }

  @Test
  void readTrace_bodyPutTogether_isKeptOnce() {
    Span span =
        SpanData.with(
            SpanData.span(SpanData.randomTraceId(random), 1, "agent", "chat", base),
            Map.of(
                "gen_ai.prompt.0.content", new AttributeValue.Text("hi"),
                "gen_ai.request.model", new AttributeValue.Text("gpt-4o")));
    write(owner, 1, List.of(span));

    SpanPage read = reader().readSpans(spansOf(owner, span.traceId()));

    assertThat(read.items().getFirst().attributes()).containsOnlyKeys("gen_ai.request.model");
    assertThat(read.observations().get(span.spanId()))
        .extracting(observation -> observation.attributes().input())
        .isEqualTo(new Body("[{\"content\":\"hi\"}]", Set.of(), false));
  }

  @Test
  void readTrace_observedSpanWrittenAgain() {
    Span first =
        SpanData.with(
            SpanData.span(SpanData.randomTraceId(random), 1, "agent", "chat", base),
            SpanData.modelCall("gpt-4o", 10, 1));
    Span last = SpanData.with(first, SpanData.modelCall("gpt-4o-mini", 20, 2));
    write(owner, 1, List.of(first));
    write(owner, 2, List.of(last));

    TraceDetail read = reader().readTrace(spansOf(owner, first.traceId())).orElseThrow();

    assertThat(read.observations()).isEqualTo(SpanData.observations(List.of(last)));
    assertThat(read.summary().usage().models()).containsExactly("gpt-4o-mini");
    assertThat(reader().findTraces(traces(owner)).items()).containsExactly(read.summary());
  }

  @Test
  void readSpans_thereAndBack() {
    TraceId traceId = SpanData.randomTraceId(random);
    List<Span> spans = manySpans(traceId, 25);
    write(owner, 1, spans);
    SpanQuery query = new SpanQuery(owner.workspaceId(), owner.projectId(), traceId, 10, null);

    Page<Span> first = reader().readSpans(query).spans();
    Page<Span> second = reader().readSpans(query.with(Seek.after(lastSpan(first)))).spans();
    Page<Span> third = reader().readSpans(query.with(Seek.after(lastSpan(second)))).spans();
    Page<Span> back = reader().readSpans(query.with(Seek.before(firstSpan(third)))).spans();

    assertThat(first).isEqualTo(new Page<>(spans.subList(0, 10), false, true));
    assertThat(second).isEqualTo(new Page<>(spans.subList(10, 20), true, true));
    assertThat(third).isEqualTo(new Page<>(spans.subList(20, 25), true, false));
    assertThat(back).isEqualTo(second);
    assertThat(reader().readSpans(query.with(Seek.before(firstSpan(second)))).spans())
        .isEqualTo(new Page<>(spans.subList(0, 10), false, true));
  }

  @Test
  void findTraces_emptyProject() {
    for (TraceOrder order : TraceOrder.values()) {
      assertThat(reader().findTraces(traces(owner).with(order)))
          .isEqualTo(new Page<>(List.of(), false, false));
    }
  }

  @Test
  void findTraces_withoutRange_farApart() {
    List<Long> ages = List.of(-30 * DAY, 0L, HOUR, 30 * HOUR, 9 * DAY, 100 * DAY, 1000 * DAY);
    List<Span> spans =
        ages.stream()
            .map(age -> SpanData.span(SpanData.randomTraceId(random), 1, "shop", "a", base - age))
            .toList();
    write(owner, 1, spans);

    assertThat(starts(reader().findTraces(traces(owner))))
        .containsExactlyElementsOf(spans.stream().map(Span::startEpochNanos).toList());
    assertThat(starts(reader().findTraces(traces(owner).with(TraceOrder.OLDEST_FIRST))))
        .containsExactlyElementsOf(spans.reversed().stream().map(Span::startEpochNanos).toList());
  }

  @Test
  void findTraces_rangeIsHalfOpen() {
    List<Span> spans =
        IntStream.range(0, 5)
            .mapToObj(i -> SpanData.span(SpanData.randomTraceId(random), 1, "shop", "a", base + i))
            .toList();
    write(owner, 1, spans);

    TraceFilter range = TraceFilter.NONE.between(base + 1, base + 4);
    assertThat(starts(reader().findTraces(traces(owner).with(range))))
        .containsExactly(base + 3, base + 2, base + 1);
  }

  @Test
  void findTraces_fields() {
    List<Span> trace = SpanData.randomTrace(random, base);
    write(owner, 1, trace);
    TraceSummary whole = TraceSummary.of(owner.projectId(), trace);

    for (TraceField field : TraceField.values()) {
      assertThat(reader().findTraces(traces(owner).with(Set.of(field))).items())
          .containsExactly(whole.only(Set.of(field)));
    }
    assertThat(reader().findTraces(traces(owner).with(Set.<TraceField>of())).items())
        .containsExactly(whole.only(Set.of()));
  }

  @ParameterizedTest
  @EnumSource
  void findTraces_startTogether_thereAndBack(TraceOrder order) {
    List<Span> spans =
        IntStream.range(0, 11)
            .mapToObj(_ -> SpanData.span(SpanData.randomTraceId(random), 1, "shop", "a", base))
            .toList();
    write(owner, 1, spans);
    List<TracePosition> expected =
        spans.stream()
            .map(span -> new TracePosition(span.startEpochNanos(), span.traceId()))
            .sorted(order.comparator())
            .toList();
    TraceQuery query = traces(owner).with(order).withLimit(3);

    List<TracePosition> there = new ArrayList<>();
    Page<TraceSummary> page = reader().findTraces(query);
    there.addAll(positions(page));
    while (page.hasNext()) {
      page = reader().findTraces(query.with(Seek.after(positions(page).getLast())));
      there.addAll(positions(page));
    }
    assertThat(there).isEqualTo(expected);

    List<TracePosition> back = new ArrayList<>(positions(page));
    while (page.hasPrevious()) {
      page = reader().findTraces(query.with(Seek.before(positions(page).getFirst())));
      back.addAll(0, positions(page));
    }
    assertThat(back).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void findTraces_rowsArriveBetweenPages(TraceOrder order) {
    List<Span> present = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      present.add(
          SpanData.span(SpanData.randomTraceId(random), 1, "shop", "a", base + i / 2 * 10L));
    }
    write(owner, 1, present);
    TraceQuery query = traces(owner).with(order).withLimit(4);

    List<TraceId> seen = new ArrayList<>();
    Page<TraceSummary> page = reader().findTraces(query);
    seen.addAll(ids(page));
    while (page.hasNext()) {
      long from = positions(page).getLast().startEpochNanos();
      // Most arrive on the side already seen, one or two on the other: the list still ends.
      int back = order == TraceOrder.NEWEST_FIRST ? 5 : -5;
      List<Span> arriving =
          IntStream.range(-1, 6).mapToObj(i -> randomRoot(from + (long) i * back)).toList();
      write(owner, 1, arriving);
      page = reader().findTraces(query.with(Seek.after(positions(page).getLast())));
      seen.addAll(ids(page));
    }

    assertThat(seen).doesNotHaveDuplicates();
    assertThat(seen).containsAll(present.stream().map(Span::traceId).toList());
  }

  /** Random traces and random queries: every implementation answers as the reference does. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void findTraces_asReference(long seed) {
    Random data = new Random(seed);
    InMemoryTraces reference = new InMemoryTraces();
    for (int batch = 1; batch <= 3; batch++) {
      List<Span> spans = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        long age = data.nextBoolean() ? data.nextInt(4) * 500L : data.nextLong(6 * DAY);
        spans.addAll(SpanData.randomTrace(data, base - age));
      }
      reference.write(owner, batch, spans);
      write(owner, batch, spans);
    }
    for (int i = 0; i < 25; i++) {
      TraceQuery query = randomQuery(data, reference);
      assertThat(reader().findTraces(query))
          .as("seed %d, query %d: %s", seed, i, query)
          .isEqualTo(reference.findTraces(query));
    }
  }

  private TraceQuery randomQuery(Random data, InMemoryTraces reference) {
    List<TraceSummary> all =
        reference.findTraces(traces(owner).withLimit(TraceQuery.MAX_LIMIT)).items();
    TraceSummary some = all.get(data.nextInt(all.size()));
    TraceSummary other = all.get(data.nextInt(all.size()));
    long from = Math.min(some.startEpochNanos(), other.startEpochNanos());
    long to = Math.max(some.startEpochNanos(), other.startEpochNanos()) + 1;
    TraceFilter filter =
        new TraceFilter(
            data.nextBoolean() ? from : null,
            data.nextBoolean() ? to : null,
            data.nextInt(3) == 0 ? some.services().getFirst() : null,
            data.nextInt(4) == 0 ? some.rootName() : null,
            data.nextInt(3) == 0 ? EnumSet.of(some.statusCode(), other.statusCode()) : Set.of(),
            data.nextInt(4) == 0
                ? (Long) Math.min(some.durationNanos(), other.durationNanos())
                : null,
            data.nextInt(4) == 0
                ? (Long) Math.max(some.durationNanos(), other.durationNanos())
                : null,
            data.nextInt(6) == 0 ? some.origin().session() : null,
            data.nextInt(6) == 0 ? some.origin().user() : null,
            data.nextInt(6) == 0 ? first(some.origin().tags()) : null,
            data.nextInt(6) == 0 ? first(some.usage().models()) : null,
            data.nextInt(6) == 0 ? some.origin().environment() : null);
    TracePosition position = TracePosition.of(all.get(data.nextInt(all.size())));
    Set<TraceField> fields = EnumSet.noneOf(TraceField.class);
    for (TraceField field : TraceField.values()) {
      if (data.nextInt(4) > 0) {
        fields.add(field);
      }
    }
    return new TraceQuery(
        owner.workspaceId(),
        owner.projectId(),
        filter,
        data.nextBoolean() ? TraceOrder.NEWEST_FIRST : TraceOrder.OLDEST_FIRST,
        data.nextInt(1, 40),
        switch (data.nextInt(3)) {
          case 0 -> Seek.after(position);
          case 1 -> Seek.before(position);
          default -> null;
        },
        fields);
  }

  private static @Nullable String first(List<String> values) {
    return values.isEmpty() ? null : values.getFirst();
  }

  private Span randomRoot(long start) {
    return SpanData.span(SpanData.randomTraceId(random), 1, "shop", "a", start);
  }

  /** Some start together: the id then decides, as unsigned number. */
  private List<Span> manySpans(TraceId traceId, int count) {
    Span root = SpanData.span(traceId, 1, "shop", "root", base);
    List<Span> spans = new ArrayList<>(List.of(root));
    for (int i = 1; i < count; i++) {
      spans.add(
          SpanData.child(root, i % 2 == 0 ? -i : 1000 + i, "shop", "child", base + 1 + i / 4));
    }
    spans.sort(Comparator.comparing(SpanPosition::of));
    return spans;
  }

  private static SpanQuery spansOf(ApiKey owner, TraceId traceId) {
    return new SpanQuery(
        owner.workspaceId(), owner.projectId(), traceId, SpanQuery.MAX_LIMIT, null);
  }

  private static TraceQuery traces(ApiKey owner) {
    return TraceQuery.newest(owner.workspaceId(), owner.projectId());
  }

  private static List<Long> starts(Page<TraceSummary> page) {
    return page.items().stream().map(TraceSummary::startEpochNanos).toList();
  }

  private static List<TraceId> ids(Page<TraceSummary> page) {
    return page.items().stream().map(TraceSummary::traceId).toList();
  }

  private static List<TracePosition> positions(Page<TraceSummary> page) {
    return page.items().stream().map(TracePosition::of).toList();
  }

  private static SpanPosition firstSpan(Page<Span> page) {
    return SpanPosition.of(page.items().getFirst());
  }

  private static SpanPosition lastSpan(Page<Span> page) {
    return SpanPosition.of(page.items().getLast());
  }
}
