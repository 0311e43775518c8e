package dev.seamark.storage.clickhouse.summary;

import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import dev.seamark.storage.clickhouse.block.ArrayColumn;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.FixedStringColumn;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import dev.seamark.storage.clickhouse.block.StringColumn;
import dev.seamark.storage.clickhouse.block.UuidColumn;
import java.util.List;

/** The columns of {@code trace_summaries} that a trace without observations fills. */
final class SummaryColumns {
  private final UuidColumn workspaceId = new UuidColumn("workspace_id");
  private final UuidColumn projectId = new UuidColumn("project_id");
  private final NumberColumn startTime = NumberColumn.nanoseconds("start_time");
  private final FixedStringColumn traceId = new FixedStringColumn("trace_id", TraceId.BYTES);
  private final NumberColumn durationNanos = NumberColumn.int64("duration_nanos");
  private final FixedStringColumn rootSpanId = new FixedStringColumn("root_span_id", SpanId.BYTES);
  private final NumberColumn hasRoot = NumberColumn.bool("has_root");
  private final StringColumn rootService = new StringColumn("root_service");
  private final StringColumn rootName = new StringColumn("root_name");
  private final NumberColumn statusCode = NumberColumn.int8("status_code");
  private final NumberColumn spanCount = NumberColumn.uint64("span_count");
  private final NumberColumn errorCount = NumberColumn.uint64("error_count");
  private final ArrayColumn<StringColumn> services =
      new ArrayColumn<>("services", new StringColumn("service"));
  private final StringColumn sessionId = new StringColumn("session_id");
  private final StringColumn userId = new StringColumn("user_id");
  private final StringColumn environment = new StringColumn("environment");
  private final NumberColumn retentionDays = NumberColumn.uint16("retention_days");
  private final NumberColumn version = NumberColumn.uint64("version");

  List<Column> all() {
    return List.of(
        workspaceId,
        projectId,
        startTime,
        traceId,
        durationNanos,
        rootSpanId,
        hasRoot,
        rootService,
        rootName,
        statusCode,
        spanCount,
        errorCount,
        services,
        sessionId,
        userId,
        environment,
        retentionDays,
        version);
  }

  void add(FreshSummary summary) {
    workspaceId.add(summary.owner().workspaceId().value());
    projectId.add(summary.owner().projectId().value());
    startTime.add(summary.startEpochNanos());
    traceId.add(summary.traceId().high(), summary.traceId().low());
    durationNanos.add(summary.durationNanos());
    rootSpanId.add(summary.rootSpanId());
    hasRoot.add(summary.hasRoot());
    rootService.add(summary.rootService());
    rootName.add(summary.rootName());
    statusCode.add(summary.statusCode());
    spanCount.add(summary.spanCount());
    errorCount.add(summary.errorCount());
    summary.services().forEach(services.elements()::add);
    services.endRow();
    sessionId.add(summary.sessionId());
    userId.add(summary.userId());
    environment.add(summary.environment());
    retentionDays.add(summary.retentionDays());
    version.add(summary.version());
  }
}
