package dev.seamark.storage.clickhouse.summary;

import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.summary.TraceSummaries.TraceOwner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The summaries that stand for traces that came whole in several requests: after the first of them
 * there may be one, under the start that the trace had then.
 *
 * @param fresh what was found of these traces
 * @param found the statement that found it
 */
record FormerSummaries(Collection<FreshSummary> fresh, FindFreshSummaries found) {

  /** Where a summary stands. */
  record Place(TraceOwner owner, TraceId traceId, long startEpochNanos, int retentionDays) {

    static Place read(RowInput row) {
      return new Place(
          new TraceOwner(new WorkspaceId(row.uuid()), new ProjectId(row.uuid())),
          new TraceId(row.bigEndian64(), row.bigEndian64()),
          row.int64(),
          row.uint16());
    }
  }

  Statement statement() {
    return Statement.of("find_former_summaries", toString()).with("max_threads", "1");
  }

  /** The text that runs. */
  @Override
  public String toString() {
    List<TraceOwner> owners = fresh.stream().map(FreshSummary::owner).distinct().toList();
    return """
    SELECT workspace_id, project_id, trace_id, start_time, retention_days
    FROM trace_summaries
    WHERE (workspace_id, project_id) IN (%s)
        AND (%s)
        AND trace_id IN (SELECT trace_id FROM spans WHERE %s)
    GROUP BY workspace_id, project_id, trace_id, start_time, retention_days
    HAVING argMax(trace_summaries.is_deleted, trace_summaries.version) = 0
    """
        .formatted(
            TraceOwner.list(owners),
            Stretch.covering(fresh).stream()
                .map(each ->
                    "start_time BETWEEN fromUnixTimestamp64Nano(%d) AND fromUnixTimestamp64Nano(%d)"
                        .formatted(each.first(), each.last()))
                .collect(Collectors.joining(" OR ")),
            found.inView());
  }

  /** Nanoseconds since 1970, the last one included. */
  record Stretch(long first, long last) {
    private static final int MOST = 100;
    private static final long MIN_GAP_NANOS = 1_000_000_000;

    /** Few stretches in which all starts of these traces lie; a gap of a second ends one. */
    static List<Stretch> covering(Collection<FreshSummary> traces) {
      List<Stretch> sorted =
          traces.stream()
              .map(each -> new Stretch(each.startEpochNanos(), each.lastStartEpochNanos()))
              .sorted(Comparator.comparingLong(Stretch::first))
              .toList();
      List<Stretch> joined = new ArrayList<>();
      for (Stretch each : sorted) {
        @Nullable Stretch before = joined.isEmpty() ? null : joined.getLast();
        if (before != null
            && (each.first() - before.last() < MIN_GAP_NANOS || joined.size() == MOST)) {
          joined.set(
              joined.size() - 1, new Stretch(before.first(), Math.max(before.last(), each.last())));
        } else {
          joined.add(each);
        }
      }
      return List.copyOf(joined);
    }
  }
}
