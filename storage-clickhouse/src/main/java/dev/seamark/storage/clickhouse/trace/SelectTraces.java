package dev.seamark.storage.clickhouse.trace;

import dev.seamark.core.llm.LlmAttributes;
import dev.seamark.core.llm.TraceUsage;
import dev.seamark.core.page.Seek;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.trace.TraceField;
import dev.seamark.core.trace.TraceFilter;
import dev.seamark.core.trace.TraceOrder;
import dev.seamark.core.trace.TracePosition;
import dev.seamark.core.trace.TraceQuery;
import dev.seamark.core.trace.TraceSummary;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.otlp.RowValues;
import dev.seamark.storage.clickhouse.read.TimeWindow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Traces of a project in a time window, on the way from the query's position. {@code FINAL} merges
 * what is not merged yet; the sort key begins with the window, so it merges little more than the
 * window.
 */
final class SelectTraces {
  static final String NAME = "select_traces";

  private final TraceQuery query;
  private final StringBuilder conditions = new StringBuilder();
  private final Map<String, Object> parameters = new LinkedHashMap<>();

  private SelectTraces(TraceQuery query, TimeWindow window, int rows) {
    this.query = query;
    parameters.put("workspace", query.workspaceId().value());
    parameters.put("project", query.projectId().value());
    parameters.put("from", window.from());
    parameters.put("to", window.to());
    parameters.put("rows", rows);
    filter(query.filter());
    seek(query.seek());
  }

  static Statement statement(TraceQuery query, TimeWindow window, int rows) {
    SelectTraces select = new SelectTraces(query, window, rows);
    return Statement.of(NAME, select.text(), select.parameters);
  }

  /** Reads what {@link #statement} selects. */
  static TraceSummary map(TraceQuery query, RowInput row) {
    TraceId traceId = new TraceId(row.bigEndian64(), row.bigEndian64());
    long start = row.int64();
    long duration = 0;
    @Nullable SpanId rootSpanId = null;
    String rootService = "";
    String rootName = "";
    StatusCode status = StatusCode.UNSET;
    long spans = 0;
    long errors = 0;
    List<String> services = List.of();
    LlmAttributes.Origin origin = LlmAttributes.Origin.NONE;
    TraceUsage usage = TraceUsage.NONE;
    for (TraceField field : query.fields()) {
      switch (field) {
        case DURATION_NANOS -> duration = row.int64();
        case ROOT_SPAN_ID -> rootSpanId = RowValues.spanId(row);
        case ROOT_SERVICE -> rootService = row.string();
        case ROOT_NAME -> rootName = row.string();
        case STATUS -> status = StatusCode.of(row.int8());
        case SPAN_COUNT -> spans = row.int64();
        case ERROR_COUNT -> errors = row.int64();
        case SERVICES -> services = row.list(RowInput::string);
        case ORIGIN -> origin = origin(row);
        case USAGE -> usage = usage(row);
      }
    }
    return new TraceSummary(
        query.projectId(),
        traceId,
        start,
        duration,
        rootSpanId,
        rootService,
        rootName,
        status,
        spans,
        errors,
        services,
        origin,
        usage);
  }

  static LlmAttributes.Origin origin(RowInput row) {
    return new LlmAttributes.Origin(
        SpanRow.told(row.string()),
        SpanRow.told(row.string()),
        SpanRow.told(row.string()),
        row.list(RowInput::string),
        SpanRow.told(row.string()),
        SpanRow.told(row.string()),
        SpanRow.told(row.string()));
  }

  private static TraceUsage usage(RowInput row) {
    return new TraceUsage(
        row.list(RowInput::string), row.int64(), row.int64(), row.int64(), row.int64());
  }

  /** The columns of a field, in the order in which they are read. */
  static String column(TraceField field) {
    return switch (field) {
      case DURATION_NANOS -> "duration_nanos";
      case ROOT_SPAN_ID -> "root_span_id";
      case ROOT_SERVICE -> "root_service";
      case ROOT_NAME -> "root_name";
      case STATUS -> "status_code";
      case SPAN_COUNT -> "span_count";
      case ERROR_COUNT -> "error_count";
      case SERVICES -> "services";
      case ORIGIN -> "trace_name, session_id, user_id, tags, environment, release, app_version";
      case USAGE -> "models, input_tokens, output_tokens, total_tokens, total_cost";
    };
  }

  private String text() {
    String fields =
        query.fields().stream().map(field -> ", " + column(field)).collect(Collectors.joining());
    String direction = query.travel() == TraceOrder.NEWEST_FIRST ? "DESC" : "ASC";
    return """
    SELECT trace_id, start_time%s
    FROM trace_summaries FINAL
    WHERE workspace_id = {workspace:UUID}
      AND project_id = {project:UUID}
      AND start_time >= fromUnixTimestamp64Nano({from:Int64})
      AND start_time < fromUnixTimestamp64Nano({to:Int64})
    %sORDER BY start_time %s, trace_id %s
    LIMIT {rows:UInt32}
    """
        .formatted(fields, conditions, direction, direction);
  }

  private void filter(TraceFilter filter) {
    if (filter.service() != null) {
      and("has(services, {service:String})", "service", filter.service());
    }
    if (filter.name() != null) {
      and("root_name = {name:String}", "name", filter.name());
    }
    if (!filter.statuses().isEmpty()) {
      and(
          "toString(status_code) IN {statuses:Array(String)}",
          "statuses",
          filter.statuses().stream().map(SelectTraces::label).toList());
    }
    if (filter.minDurationNanos() != null) {
      and("duration_nanos >= {min_duration:Int64}", "min_duration", filter.minDurationNanos());
    }
    if (filter.maxDurationNanos() != null) {
      and("duration_nanos <= {max_duration:Int64}", "max_duration", filter.maxDurationNanos());
    }
    if (filter.session() != null) {
      and("session_id = {session:String}", "session", filter.session());
    }
    if (filter.user() != null) {
      and("user_id = {user:String}", "user", filter.user());
    }
    if (filter.tag() != null) {
      and("has(tags, {tag:String})", "tag", filter.tag());
    }
    if (filter.model() != null) {
      and("has(models, {model:String})", "model", filter.model());
    }
    if (filter.environment() != null) {
      and("environment = {environment:String}", "environment", filter.environment());
    }
  }

  /** The window ends where the position is, so the start alone decides but for those that tie. */
  private void seek(@Nullable Seek<TracePosition> seek) {
    if (seek == null) {
      return;
    }
    String beyond = query.travel() == TraceOrder.NEWEST_FIRST ? "<" : ">";
    and(
        "(start_time %s fromUnixTimestamp64Nano({seek_start:Int64})".formatted(beyond)
            + " OR trace_id %s unhex({seek_trace:String}))".formatted(beyond),
        "seek_start",
        seek.position().startEpochNanos());
    parameters.put("seek_trace", seek.position().traceId().toString());
  }

  private void and(String condition, String parameter, Object value) {
    conditions.append("  AND ").append(condition).append('\n');
    parameters.put(parameter, value);
  }

  private static String label(StatusCode code) {
    return switch (code) {
      case UNSET -> "unset";
      case OK -> "ok";
      case ERROR -> "error";
    };
  }
}
