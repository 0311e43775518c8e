package dev.seamark.storage.clickhouse.summary;

import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.ClickHouse;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Recomputes the summaries of traces after their spans were written. */
public final class TraceSummaries {
  /** Traces of one statement: bounds its text to 0.7 MB and its memory. */
  private static final int MAX_TRACES = 20_000;

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
    int size = 0;
    for (Envelope envelope : envelopes) {
      TraceOwner owner = new TraceOwner(envelope.workspaceId(), envelope.projectId());
      for (TraceId id : envelope.traceIds()) {
        if (touched.computeIfAbsent(owner, _ -> new LinkedHashSet<>()).add(id)) {
          size++;
        }
        if (size == MAX_TRACES) {
          run(touched);
          touched.clear();
          size = 0;
        }
      }
    }
    if (size > 0) {
      run(touched);
    }
  }

  private void run(Map<TraceOwner, Set<TraceId>> touched) {
    RecomputeTraceSummaries statement = new RecomputeTraceSummaries(touched);
    within.lock();
    try {
      between.run(() -> clickHouse.execute(statement.statement()));
    } finally {
      within.unlock();
    }
  }

  /** Whom traces belong to. */
  record TraceOwner(WorkspaceId workspaceId, ProjectId projectId) {}
}
