package dev.seamark.storage.clickhouse.summary;

import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.Insert;
import dev.seamark.storage.clickhouse.block.BlockWriter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recomputes the summaries of traces after their spans were written. Traces that one request
 * brought whole are summarised from the rows just written; all others are read from the whole
 * table.
 */
public final class TraceSummaries {
  private static final Logger LOG = LoggerFactory.getLogger(TraceSummaries.class);

  /** Traces of one statement: bounds its text to 0.7 MB and its memory. */
  private static final int MAX_TRACES = 20_000;

  /**
   * Beyond this the rows accepted meanwhile are too many, or the owners too many to name, to look
   * for whole traces among them.
   */
  private static final long MAX_STRETCH_MILLIS = 10_000;

  private static final int MAX_OWNERS = 1_000;

  private final ClickHouse clickHouse;
  private final SummaryLock between;
  private final Lock within = new ReentrantLock();

  /**
   * Summaries in the database of {@code clickHouse}.
   *
   * @param between keeps this process apart from others
   */
  public TraceSummaries(ClickHouse clickHouse, SummaryLock between) {
    this.clickHouse = clickHouse;
    this.between = between;
  }

  /** Recomputes the summaries of all traces that these envelopes touched. */
  public void recompute(Collection<Envelope> envelopes) {
    Map<TraceOwner, Set<TraceId>> touched = new LinkedHashMap<>();
    LongSummaryStatistics accepted = new LongSummaryStatistics();
    for (Envelope envelope : envelopes) {
      if (!envelope.traceIds().isEmpty()) {
        touched
            .computeIfAbsent(
                new TraceOwner(envelope.workspaceId(), envelope.projectId()),
                _ -> new LinkedHashSet<>())
            .addAll(envelope.traceIds());
        accepted.accept(envelope.acceptedEpochMillis());
      }
    }
    if (!touched.isEmpty()
        && touched.size() <= MAX_OWNERS
        && accepted.getMax() - accepted.getMin() <= MAX_STRETCH_MILLIS) {
      alone(() -> writeFresh(touched, accepted));
    }
    writeAll(touched);
  }

  /** Writes what can be told from the new rows alone, and takes it out of {@code touched}. */
  private void writeFresh(Map<TraceOwner, Set<TraceId>> touched, LongSummaryStatistics accepted) {
    try {
      FindFreshSummaries find =
          new FindFreshSummaries(
              List.copyOf(touched.keySet()), accepted.getMin(), accepted.getMax());
      List<FreshSummary> fresh =
          withoutMoved(
              clickHouse.query(find.statement(), FreshSummary::read).stream()
                  .filter(
                      each -> touched.getOrDefault(each.owner(), Set.of()).contains(each.traceId()))
                  .toList(),
              find);
      if (!fresh.isEmpty()) {
        insert(fresh);
        fresh.forEach(each -> touched.getOrDefault(each.owner(), Set.of()).remove(each.traceId()));
      }
    } catch (SeamarkException e) {
      LOG.warn("All summaries are recomputed from the whole table", e);
    }
  }

  /**
   * Leaves out traces that have a summary in another place: that one has to be deleted, which the
   * recompute does.
   */
  private List<FreshSummary> withoutMoved(List<FreshSummary> fresh, FindFreshSummaries find) {
    List<FreshSummary> ofSeveral = fresh.stream().filter(each -> !each.isOneRequest()).toList();
    if (ofSeveral.isEmpty()) {
      return fresh;
    }
    Map<TraceOwner, Map<TraceId, FreshSummary>> byTrace = new HashMap<>();
    ofSeveral.forEach(each ->
        byTrace.computeIfAbsent(each.owner(), _ -> new HashMap<>()).put(each.traceId(), each));
    Set<FreshSummary> moved = new HashSet<>();
    for (FormerSummaries.Place place :
        clickHouse.query(
            new FormerSummaries(ofSeveral, find).statement(), FormerSummaries.Place::read)) {
      FreshSummary now = byTrace.getOrDefault(place.owner(), Map.of()).get(place.traceId());
      if (now != null
          && (now.startEpochNanos() != place.startEpochNanos()
              || now.retentionDays() != place.retentionDays())) {
        moved.add(now);
      }
    }
    return fresh.stream().filter(each -> !moved.contains(each)).toList();
  }

  private void insert(List<FreshSummary> fresh) {
    SummaryColumns columns = new SummaryColumns();
    fresh.forEach(columns::add);
    try (BlockWriter writer = new BlockWriter()) {
      clickHouse.insert(
          new Insert(
              "insert_trace_summaries",
              "trace_summaries",
              UUID.randomUUID().toString(),
              List.of(writer.write(columns.all()))));
    }
  }

  private void writeAll(Map<TraceOwner, Set<TraceId>> touched) {
    Map<TraceOwner, Set<TraceId>> some = new LinkedHashMap<>();
    int size = 0;
    for (Map.Entry<TraceOwner, Set<TraceId>> entry : touched.entrySet()) {
      for (TraceId id : entry.getValue()) {
        some.computeIfAbsent(entry.getKey(), _ -> new LinkedHashSet<>()).add(id);
        size++;
        if (size == MAX_TRACES) {
          write(some);
          some.clear();
          size = 0;
        }
      }
    }
    if (size > 0) {
      write(some);
    }
  }

  private void write(Map<TraceOwner, Set<TraceId>> touched) {
    RecomputeTraceSummaries statement = new RecomputeTraceSummaries(touched);
    alone(() -> clickHouse.execute(statement.statement()));
  }

  private void alone(Runnable recompute) {
    within.lock();
    try {
      between.run(recompute);
    } finally {
      within.unlock();
    }
  }

  /** Whom traces belong to. */
  record TraceOwner(WorkspaceId workspaceId, ProjectId projectId) {

    /** Owners as a list of tuples in SQL: ids are made of hex digits and need no quoting. */
    static String list(Collection<TraceOwner> owners) {
      return owners.stream()
          .map(each ->
              "(toUUID('%s'), toUUID('%s'))".formatted(each.workspaceId(), each.projectId()))
          .collect(Collectors.joining(", "));
    }
  }
}
