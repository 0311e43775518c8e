package dev.seamark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanEvent;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.SpanKind;
import dev.seamark.core.span.SpanLink;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The query API as a client sees it, its answers read back into the core's records. */
final class QueryApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final String key;

  QueryApi(URI base, String key) {
    this.base = base;
    this.key = key;
  }

  /** Any path, as it is answered. */
  HttpResponse<String> get(String path) {
    return Http.get(base.resolve(path), key);
  }

  /** All traces in which a service takes part, newest first, page by page. */
  List<JsonNode> traces(String service, int limit) {
    return all("/api/v1/traces?limit=" + limit + "&service=" + encode(service));
  }

  /** All logs of a service, newest first, page by page. */
  List<LogRecord> logs(String service, int limit) {
    return all("/api/v1/logs?limit=" + limit + "&service=" + encode(service)).stream()
        .map(QueryApi::log)
        .toList();
  }

  /** How many log records answer a query. */
  int countLogs(String query) {
    return all("/api/v1/logs?limit=1000&fields=time&" + query).size();
  }

  /** All points of a metric that a service measured, as they are answered. */
  List<JsonNode> samples(String metric, String service) {
    return all(
        "/api/v1/metrics/" + encode(metric) + "/samples?limit=50&service=" + encode(service));
  }

  /** All metrics with such a part in their name, as they are answered. */
  List<JsonNode> metrics(String namePart) {
    return all("/api/v1/metrics?limit=3&q=" + encode(namePart));
  }

  /** The rows of all pages of a list. */
  private List<JsonNode> all(String path) {
    List<JsonNode> rows = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode answer = read(get(cursor.isEmpty() ? path : path + "&cursor=" + encode(cursor)));
      answer.get("data").forEach(rows::add);
      JsonNode page = answer.get("page");
      cursor = page.get("has_more").booleanValue() ? page.get("next_cursor").textValue() : "";
    } while (!cursor.isEmpty());
    return rows;
  }

  /** How many spans the traces of a service have, by the list alone. */
  long spanCount(String service) {
    return traces(service, 1_000).stream()
        .mapToLong(trace -> trace.get("span_count").longValue())
        .sum();
  }

  /** All spans of a trace. */
  List<Span> spans(TraceId traceId) {
    JsonNode answer = read(get("/api/v1/traces/" + traceId));
    assertThat(answer.get("page").get("has_more").booleanValue()).isFalse();
    return list(answer.get("spans"), QueryApi::span);
  }

  static JsonNode read(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer.body());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static Span span(JsonNode span) {
    JsonNode parent = span.get("parent_span_id");
    Resource resource = resource(span.get("resource"));
    assertThat(text(span.get("resource"), "service_name")).isEqualTo(resource.serviceName());
    Span read =
        new Span(
            TraceId.parse(text(span, "trace_id")),
            SpanId.parse(text(span, "span_id")),
            parent.isNull() ? null : SpanId.parse(parent.textValue()),
            text(span, "trace_state"),
            (int) span.get("flags").longValue(),
            text(span, "name"),
            SpanKind.valueOf(text(span, "kind").toUpperCase(Locale.ROOT)),
            nanos(span, "start_time"),
            nanos(span, "end_time"),
            StatusCode.valueOf(text(span.get("status"), "code").toUpperCase(Locale.ROOT)),
            text(span.get("status"), "message"),
            attributes(span.get("attributes")),
            span.get("dropped_attributes_count").intValue(),
            list(span.get("events"), QueryApi::event),
            span.get("dropped_events_count").intValue(),
            list(span.get("links"), QueryApi::link),
            span.get("dropped_links_count").intValue(),
            resource,
            scope(span.get("scope")));
    assertThat(span.get("duration_nanos").longValue()).isEqualTo(read.durationNanos());
    return read;
  }

  private static LogRecord log(JsonNode log) {
    Resource resource = resource(log.get("resource"));
    assertThat(text(log, "service")).isEqualTo(resource.serviceName());
    return new LogRecord(
        nanos(log, "time"),
        LogRecord.TimeSource.valueOf(text(log, "time_source").toUpperCase(Locale.ROOT)),
        log.has("observed_time") ? nanos(log, "observed_time") : 0,
        log.get("severity_number").intValue(),
        text(log, "severity_text"),
        log.has("body") ? value(log.get("body")) : AttributeValue.Empty.INSTANCE,
        text(log, "event_name"),
        attributes(log.get("attributes")),
        log.get("dropped_attributes_count").intValue(),
        (int) log.get("flags").longValue(),
        log.has("trace_id") ? TraceId.parse(text(log, "trace_id")) : null,
        log.has("span_id") ? SpanId.parse(text(log, "span_id")) : null,
        resource,
        scope(log.get("scope")));
  }

  private static SpanEvent event(JsonNode event) {
    return new SpanEvent(
        nanos(event, "time"),
        text(event, "name"),
        attributes(event.get("attributes")),
        event.get("dropped_attributes_count").intValue());
  }

  private static SpanLink link(JsonNode link) {
    return new SpanLink(
        TraceId.parse(text(link, "trace_id")),
        SpanId.parse(text(link, "span_id")),
        text(link, "trace_state"),
        (int) link.get("flags").longValue(),
        attributes(link.get("attributes")),
        link.get("dropped_attributes_count").intValue());
  }

  private static Resource resource(JsonNode resource) {
    return new Resource(
        attributes(resource.get("attributes")),
        resource.get("dropped_attributes_count").intValue(),
        text(resource, "schema_url"));
  }

  private static InstrumentationScope scope(JsonNode scope) {
    return new InstrumentationScope(
        text(scope, "name"),
        text(scope, "version"),
        attributes(scope.get("attributes")),
        scope.get("dropped_attributes_count").intValue(),
        text(scope, "schema_url"));
  }

  static Map<String, AttributeValue> attributes(JsonNode object) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    object.properties().forEach(entry -> attributes.put(entry.getKey(), value(entry.getValue())));
    return attributes;
  }

  static AttributeValue value(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> AttributeValue.Empty.INSTANCE;
      case STRING -> new AttributeValue.Text(value.textValue());
      case BOOLEAN -> new AttributeValue.Bool(value.booleanValue());
      case NUMBER ->
          value.isIntegralNumber()
              ? new AttributeValue.Int(value.longValue())
              : new AttributeValue.Real(value.doubleValue());
      case ARRAY -> new AttributeValue.Array(list(value, QueryApi::value));
      case OBJECT -> tagged(value);
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException("value: " + value);
    };
  }

  private static AttributeValue tagged(JsonNode value) {
    assertThat(value.size()).as(value.toString()).isEqualTo(1);
    Map.Entry<String, JsonNode> only = value.properties().iterator().next();
    JsonNode content = only.getValue();
    return switch (only.getKey()) {
      case "int" -> new AttributeValue.Int(Long.parseLong(content.textValue()));
      case "double" -> new AttributeValue.Real(Double.parseDouble(content.textValue()));
      case "bytes" -> new AttributeValue.Bytes(content.textValue());
      case "kvlist" -> new AttributeValue.KeyValues(attributes(content));
      default -> throw new IllegalArgumentException("value: " + value);
    };
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> reader) {
    List<T> list = new ArrayList<>(array.size());
    array.forEach(node -> list.add(reader.apply(node)));
    return list;
  }

  private static String text(JsonNode node, String name) {
    return node.get(name).textValue();
  }

  static long nanos(JsonNode node, String name) {
    Instant time = Instant.parse(text(node, name));
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }
}
