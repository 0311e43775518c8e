package dev.seamark.storage.clickhouse.ingest;

import dev.seamark.core.llm.LlmAttributes;
import dev.seamark.core.llm.TraceUsage;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.SpanKind;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.trace.TraceSummary;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.RowMapper;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.tests.StoredTelemetry;
import dev.seamark.storage.tests.StoredTelemetry.Red;
import dev.seamark.storage.tests.StoredTelemetry.ServiceMinute;
import dev.seamark.storage.tests.StoredTelemetry.Times;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads back everything that was stored for a project. */
final class TelemetryObserver {
  private static final String OWNED =
      "workspace_id = {workspace:UUID} AND project_id = {project:UUID}";

  private final ClickHouse clickHouse;

  TelemetryObserver(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  StoredTelemetry observe(ApiKey owner) {
    Map<ServiceMinute, Red> minutes = new HashMap<>();
    read(
        owner,
        """
        SELECT service_name, CAST(kind, 'Int8'), minute, sum(span_count), sum(error_count), sum(duration_nanos)
        FROM service_minutes WHERE %s GROUP BY ALL\
        """,
        row ->
            minutes.put(
                new ServiceMinute(row.string(), SpanKind.of(row.int8()), row.uint32()),
                new Red(row.int64(), row.int64(), row.int64())));
    Map<TraceId, Times> times = new HashMap<>();
    read(
        owner,
        """
        SELECT trace_id, min(min_start), max(max_start) FROM trace_times WHERE %s GROUP BY trace_id\
        """,
        row -> times.put(traceId(row), new Times(row.int64(), row.int64())));
    return new StoredTelemetry(
        read(owner, "SELECT count() FROM spans FINAL WHERE %s", RowInput::int64).getFirst(),
        minutes,
        times,
        read(
            owner,
            """
            SELECT trace_id, start_time, duration_nanos, has_root, root_span_id, root_service, root_name,
                CAST(status_code, 'Int8'), span_count, error_count, services,
                trace_name, session_id, user_id, tags, environment, release, app_version,
                models, input_tokens, output_tokens, total_tokens, total_cost
            FROM trace_summaries FINAL WHERE %s\
            """,
            row -> summary(owner, row)),
        new HashSet<>(
            read(owner, "SELECT service_name FROM resources FINAL WHERE %s", RowInput::string)));
  }

  private <T> List<T> read(ApiKey owner, String sql, RowMapper<T> mapper) {
    return clickHouse.query(
        Statement.of(
            "observe",
            sql.formatted(OWNED),
            Map.of("workspace", owner.workspaceId().value(), "project", owner.projectId().value())),
        mapper);
  }

  private static TraceSummary summary(ApiKey owner, RowInput row) {
    TraceId traceId = traceId(row);
    long start = row.int64();
    long duration = row.int64();
    boolean hasRoot = row.bool();
    long rootSpanId = row.bigEndian64();
    @Nullable SpanId root = hasRoot ? new SpanId(rootSpanId) : null;
    return new TraceSummary(
        owner.projectId(),
        traceId,
        start,
        duration,
        root,
        row.string(),
        row.string(),
        StatusCode.of(row.int8()),
        row.int64(),
        row.int64(),
        row.list(RowInput::string),
        new LlmAttributes.Origin(
            told(row.string()),
            told(row.string()),
            told(row.string()),
            row.list(RowInput::string),
            told(row.string()),
            told(row.string()),
            told(row.string())),
        new TraceUsage(
            row.list(RowInput::string), row.int64(), row.int64(), row.int64(), row.int64()));
  }

  private static @Nullable String told(String text) {
    return text.isEmpty() ? null : text;
  }

  private static TraceId traceId(RowInput row) {
    return new TraceId(row.bigEndian64(), row.bigEndian64());
  }
}
