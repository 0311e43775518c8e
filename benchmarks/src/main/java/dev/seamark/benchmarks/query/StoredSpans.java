package dev.seamark.benchmarks.query;

import dev.seamark.benchmarks.schema.GeneratedSpans;
import dev.seamark.benchmarks.stack.Engine;
import dev.seamark.core.ingest.ContentHash;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.ClickHouseSettings;
import dev.seamark.storage.clickhouse.summary.SummaryLock;
import dev.seamark.storage.clickhouse.summary.TraceSummaries;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Fills the product's tables with generated spans, their resources and summaries. */
final class StoredSpans {
  private static final int TRACES_AT_ONCE = 20_000;

  private final Engine engine;
  private final PrintStream out;

  StoredSpans(Engine engine, PrintStream out) {
    this.engine = engine;
    this.out = out;
  }

  /** Loads about as many spans, unless so many are there, and returns how many there are. */
  long ensure(long spans, Path folder) throws Exception {
    long stored = Long.parseLong(engine.query("SELECT count() FROM spans").getFirst());
    if (stored > 0 && stored < spans) {
      throw new IllegalArgumentException(
          "The folder holds %d spans, fewer than %d: choose another".formatted(stored, spans));
    }
    if (stored > 0) {
      out.println("Reading " + stored + " spans stored before");
      return stored;
    }
    out.println("Storing " + spans + " spans");
    return load(spans, folder);
  }

  private long load(long spans, Path folder) throws Exception {
    GeneratedSpans generated = GeneratedSpans.generate(engine, spans, folder);
    for (Path file : generated.files()) {
      engine.insert("bench-store", "spans", file);
    }
    engine.query(
        """
        INSERT INTO resources
        SELECT workspace_id, project_id, resource_id, any(service_name), '',
          concat('[{"key":"service.name","value":{"stringValue":"', any(service_name), '"}}]'),
          map('service.name', any(service_name)), 0, now(), 30
        FROM spans GROUP BY workspace_id, project_id, resource_id\
        """);
    summarise();
    engine.query("DROP TABLE source SYNC");
    engine.awaitQuiet();
    return generated.rows();
  }

  /** By the statement the product uses, in portions as workers would. */
  private void summarise() {
    ClickHouseSettings settings =
        ClickHouseSettings.of(
            engine.url(),
            Engine.DATABASE,
            new ClickHouseSettings.Account(engine.user(), engine.password()),
            new ClickHouseSettings.Account(engine.readerUser(), engine.readerPassword()));
    try (ClickHouse clickHouse = ClickHouse.writer(settings)) {
      TraceSummaries summaries = new TraceSummaries(clickHouse, SummaryLock.none());
      for (String owner : engine.query("SELECT DISTINCT workspace_id, project_id FROM spans")) {
        String workspace = owner.substring(0, 36);
        String project = owner.substring(37);
        List<String> ids =
            engine.query(
                "SELECT lower(hex(trace_id)) FROM spans WHERE workspace_id = '%s' AND project_id = '%s' GROUP BY trace_id ORDER BY min(start_time)"
                    .formatted(workspace, project));
        for (int from = 0; from < ids.size(); from += TRACES_AT_ONCE) {
          Set<TraceId> portion = new HashSet<>();
          ids.subList(from, Math.min(ids.size(), from + TRACES_AT_ONCE))
              .forEach(id -> portion.add(TraceId.parse(id)));
          summaries.recompute(
              List.of(
                  new Envelope(
                      new ContentHash(from, project.hashCode()),
                      WorkspaceId.parse(workspace),
                      ProjectId.parse(project),
                      0,
                      List.of(),
                      portion)));
        }
      }
    }
  }
}
