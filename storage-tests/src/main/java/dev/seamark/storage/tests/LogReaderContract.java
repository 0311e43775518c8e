package dev.seamark.storage.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.log.LogEntry;
import dev.seamark.core.log.LogFilter;
import dev.seamark.core.log.LogPart;
import dev.seamark.core.log.LogPosition;
import dev.seamark.core.log.LogQuery;
import dev.seamark.core.log.LogReader;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.log.LogRecord.TimeSource;
import dev.seamark.core.log.SearchText;
import dev.seamark.core.page.Page;
import dev.seamark.core.page.Seek;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.core.workspace.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link LogReader} has to do. */
public abstract class LogReaderContract {
  private static final long HOUR = Duration.ofHours(1).toNanos();

  /** A few hours ago, with nanoseconds that no coarser unit can hold. */
  private final long base =
      Instant.now().getEpochSecond() * 1_000_000_000L - 5 * HOUR + 123_456_789;

  private final ApiKey owner = SpanData.randomOwner();

  protected abstract LogReader reader();

  /** Writes records; when it returns, they can be read. */
  protected abstract void write(ApiKey owner, Collection<LogRecord> records);

  @Test
  void findLogs_complete() {
    LogRecord full = LogData.fullestRecord(base);
    LogRecord plain = LogData.record(base - 1, "shop", 9, "plain");
    write(owner, List.of(full, plain));

    assertThat(records(logs())).containsExactly(full, plain);
  }

  @Test
  void findLogs_everyBody() {
    List<LogRecord> written = new ArrayList<>();
    for (AttributeValue body : SpanData.everyType().values()) {
      LogRecord record = LogData.record(base - written.size(), "shop", 0, "");
      written.add(LogData.saying(record, body));
    }
    write(owner, written);

    assertThat(records(logs())).isEqualTo(written);
  }

  @ParameterizedTest
  @EnumSource
  void findLogs_timeSource(TimeSource source) {
    LogRecord record =
        new LogRecord(
            base,
            source,
            source == TimeSource.ACCEPTED ? 0 : base + 5,
            0,
            "",
            AttributeValue.Empty.INSTANCE,
            "",
            Map.of(),
            0,
            0,
            null,
            null,
            SpanData.resource("shop"),
            InstrumentationScope.NONE);
    write(owner, List.of(record));

    assertThat(records(logs())).containsExactly(record);
  }

  @Test
  void findLogs_parts() {
    LogRecord full = LogData.fullestRecord(base);
    write(owner, List.of(full));

    assertThat(records(logs().with(Set.of()))).containsExactly(full.only(Set.of()));
    for (LogPart part : LogPart.values()) {
      assertThat(records(logs().with(Set.of(part)))).containsExactly(full.only(Set.of(part)));
    }
    assertThat(full.only(LogPart.ALL)).isEqualTo(full);
  }

  @Test
  void findLogs_emptyProject() {
    assertThat(reader().findLogs(logs())).isEqualTo(new Page<>(List.of(), false, false));
  }

  @Test
  void findLogs_ofOthers() {
    write(owner, List.of(LogData.record(base, "shop", 9, "mine")));

    for (ApiKey other : List.of(SpanData.owner(owner.workspaceId()), SpanData.randomOwner())) {
      LogQuery query = LogQuery.newest(other.workspaceId(), other.projectId());
      assertThat(reader().findLogs(query).items()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "payment",
        "PAYMENT refused",
        "refused payment",
        "order 42",
        "o-17",
        "ошибка",
        "ОШИБКА оплаты",
        "支付失败",
        "🚀",
        "user=u19"
      })
  void findLogs_words(String words) {
    LogRecord found =
        LogData.record(
            base, "shop", 9, "Payment of order_42 (o-17) refused: Ошибка оплаты, 支付失败 🚀 user=u19");
    write(owner, List.of(found, LogData.record(base - 1, "shop", 9, "paymentless u1 order 4")));

    assertThat(records(searching(words))).containsExactly(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pay", "payment accepted", "u1", "ref'used"})
  void findLogs_otherWords(String words) {
    write(owner, List.of(LogData.record(base, "shop", 9, "Payment refused for user=u19")));

    assertThat(records(searching(words))).isEmpty();
  }

  @Test
  void findLogs_wordsOfStructuredBody() {
    LogRecord structured =
        LogData.saying(
            LogData.record(base, "shop", 9, ""),
            new AttributeValue.KeyValues(
                Map.of("message", new AttributeValue.Text("Disk \"sda\" full"))));
    write(owner, List.of(structured));

    assertThat(records(searching("disk sda message"))).containsExactly(structured);
    assertThat(records(searching("stringValue"))).isEmpty();
  }

  @Test
  void findLogs_severity() {
    LogRecord none = LogData.record(base, "shop", 0, "none");
    LogRecord info = LogData.record(base - 1, "shop", 9, "info");
    LogRecord error = LogData.record(base - 2, "shop", 17, "error");
    write(owner, List.of(none, info, error));

    assertThat(records(logs().with(new LogFilter(null, null, null, 9, null, null, null))))
        .containsExactly(info, error);
    assertThat(records(logs().with(new LogFilter(null, null, null, 10, null, null, null))))
        .containsExactly(error);
  }

  @Test
  void findLogs_ofTraceAndSpan() {
    TraceId trace = new TraceId(7, -7);
    LogRecord outside = LogData.record(base, "shop", 9, "outside");
    LogRecord first = LogData.in(LogData.record(base - 1, "shop", 9, "1"), trace, new SpanId(1));
    LogRecord other = LogData.in(LogData.record(base - HOUR, "pay", 9, "2"), trace, new SpanId(-2));
    write(owner, List.of(outside, first, other));

    assertThat(records(logs().with(new LogFilter(null, null, null, null, trace, null, null))))
        .containsExactly(first, other);
    assertThat(
            records(
                logs().with(new LogFilter(null, null, null, null, trace, new SpanId(-2), null))))
        .containsExactly(other);
  }

  @ParameterizedTest
  @EnumSource
  void findLogs_pagesBothWays(TraceOrder order) {
    // Groups of records share a time: only their ids tell them apart.
    List<LogRecord> written =
        IntStream.range(0, 40)
            .mapToObj(i -> LogData.record(base + i / 7 * HOUR / 10, "shop", 9, "record " + i))
            .toList();
    write(owner, written.subList(0, 17));
    write(owner, written.subList(17, 40));
    LogQuery query = logs().with(order).withLimit(6);

    List<LogEntry> forward = new ArrayList<>();
    Page<LogEntry> page = reader().findLogs(query);
    assertThat(page.hasPrevious()).isFalse();
    forward.addAll(page.items());
    while (page.hasNext()) {
      page = reader().findLogs(query.with(Seek.after(page.items().getLast().position())));
      assertThat(page.hasPrevious()).isTrue();
      forward.addAll(page.items());
    }
    assertThat(forward).hasSize(40).doesNotHaveDuplicates();
    assertThat(forward).extracting(LogEntry::record).containsExactlyInAnyOrderElementsOf(written);
    assertThat(forward)
        .extracting(LogEntry::position)
        .isSortedAccordingTo(
            order == TraceOrder.NEWEST_FIRST
                ? Comparator.<LogPosition>reverseOrder()
                : Comparator.<LogPosition>naturalOrder());

    List<LogEntry> back = new ArrayList<>(page.items());
    while (page.hasPrevious()) {
      page = reader().findLogs(query.with(Seek.before(page.items().getFirst().position())));
      back.addAll(0, page.items());
    }
    assertThat(back).isEqualTo(forward);
  }

  /** Random filters over random records answer what the reference answers. */
  @Test
  void findLogs_likeTheReference() {
    Random random = new Random(7);
    InMemoryLogs reference = new InMemoryLogs();
    List<LogRecord> written =
        IntStream.range(0, 200).mapToObj(_ -> LogData.randomRecord(random, base)).toList();
    write(owner, written);
    reference.write(owner, written);

    for (int i = 0; i < 100; i++) {
      LogQuery query =
          logs()
              .with(randomFilter(random))
              .with(randomParts(random))
              .withLimit(1 + random.nextInt(300));
      assertThat(reader().findLogs(query).items())
          .describedAs("%s", query)
          .extracting(LogEntry::record)
          .isEqualTo(reference.findLogs(query).items().stream().map(LogEntry::record).toList());
    }
  }

  private static Set<LogPart> randomParts(Random random) {
    return LogPart.ALL.stream()
        .filter(_ -> random.nextBoolean())
        .collect(Collectors.toUnmodifiableSet());
  }

  private LogFilter randomFilter(Random random) {
    long from = base + random.nextLong(60_000_000_000L);
    boolean within = random.nextInt(3) == 0;
    return new LogFilter(
        within ? from : null,
        within ? from + 1 + random.nextLong(30_000_000_000L) : null,
        maybe(random, "shop"),
        maybe(random, 1 + random.nextInt(24)),
        maybe(random, new TraceId(1, 1 + random.nextInt(3))),
        maybe(random, new SpanId(1 + random.nextInt(3))),
        maybe(random, new SearchText(random.nextBoolean() ? "failed" : "ORDER ошибка")));
  }

  private static <T> @Nullable T maybe(Random random, T value) {
    return random.nextInt(3) == 0 ? value : null;
  }

  private List<LogRecord> records(LogQuery query) {
    return reader().findLogs(query).items().stream().map(LogEntry::record).toList();
  }

  private LogQuery searching(String words) {
    return logs().with(new LogFilter(null, null, null, null, null, null, new SearchText(words)));
  }

  private LogQuery logs() {
    return LogQuery.newest(owner.workspaceId(), owner.projectId());
  }
}
