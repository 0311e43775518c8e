package dev.seamark.benchmarks.schema;

import dev.seamark.benchmarks.stack.Engine;
import java.util.ArrayList;
import java.util.List;

/** Statements with ever different parameters, drawn from the generated spans. */
final class Sample {
  static final String PROJECT =
      "workspace_id = '00000000-0000-0000-0000-000000000001' AND project_id = '00000000-0000-0000-0000-000000000002'";

  private static final String NARROW =
      "trace_id, span_id, service_name, name, kind, status_code, start_time, duration_nanos";
  private static final String LAST_HOUR =
      "start_time >= (SELECT max(start_time) - INTERVAL 1 HOUR FROM source)";

  private final Engine engine;
  private final String lastHour;
  private final List<String> traces;
  private final List<String> spans;

  Sample(Engine engine) {
    this.engine = engine;
    this.lastHour =
        LAST_HOUR.replace(
            "(SELECT max(start_time) - INTERVAL 1 HOUR FROM source)",
            "toDateTime64('"
                + engine.query("SELECT max(start_time) - INTERVAL 1 HOUR FROM source").getFirst()
                + "', 9, 'UTC')");
    this.traces = random("hex(trace_id)", 200);
    this.spans = random("hex(span_id)", 40);
  }

  private List<String> random(String column, int count) {
    return engine.query(
        "SELECT %s FROM source WHERE %s ORDER BY sipHash64(span_id) LIMIT %d"
            .formatted(column, PROJECT, count));
  }

  /** All columns of a trace, its range of time taken from {@code trace_times}. */
  List<String> traceWithinTimes(String table) {
    return traces.stream()
        .map(id ->
            """
            WITH times AS (SELECT min(min_start) AS first, max(max_start) AS last FROM trace_times
                           WHERE %2$s AND trace_id = unhex('%3$s'))
            SELECT * FROM %1$s
            WHERE %2$s AND trace_id = unhex('%3$s')
              AND start_time >= (SELECT first FROM times) AND start_time <= (SELECT last FROM times)
            FORMAT RowBinary\
            """
                .formatted(table, PROJECT, id))
        .toList();
  }

  /** All columns of a trace, its buckets taken from {@code trace_times}. */
  List<String> traceInBuckets(String table) {
    return traces.stream()
        .map(id ->
            """
            SELECT * FROM %1$s
            WHERE (workspace_id, project_id, toStartOfFiveMinutes(start_time), trace_id) IN (
              SELECT workspace_id, project_id, bucket, trace_id FROM trace_times WHERE %2$s AND trace_id = unhex('%3$s'))
            FORMAT RowBinary\
            """
                .formatted(table, PROJECT, id))
        .toList();
  }

  /** All columns of a trace with nothing known but its id. */
  List<String> traceAnywhere(String table) {
    return traces.subList(0, 20).stream()
        .map(id ->
            "SELECT * FROM %s WHERE %s AND trace_id = unhex('%s') FORMAT RowBinary"
                .formatted(table, PROJECT, id))
        .toList();
  }

  List<String> spanAnywhere(String table) {
    return spans.stream()
        .map(id ->
            "SELECT * FROM %s WHERE %s AND span_id = unhex('%s') FORMAT RowBinary"
                .formatted(table, PROJECT, id))
        .toList();
  }

  List<String> newestOfService(String table) {
    return each(
        List.of("cart-service", "search-service", "auth-service", "fraud-service", "ads-service"),
        8,
        "SELECT %s FROM %s WHERE %s AND %s AND service_name = '$' ORDER BY start_time DESC LIMIT 100"
            .formatted(NARROW, table, PROJECT, lastHour));
  }

  List<String> newestRoots(String table) {
    return each(
        List.of("cart-service", "checkout-service", "auth-service"),
        12,
        "SELECT %s FROM %s WHERE %s AND %s AND parent_span_id = toFixedString('', 8) AND service_name != '$' ORDER BY start_time DESC LIMIT 100"
            .formatted(NARROW, table, PROJECT, lastHour));
  }

  /** A value that a few spans of all six hours have. */
  List<String> rareAttribute(String table) {
    List<String> users = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      users.add("user-" + (15_000 + 97 * i));
    }
    return each(
        users,
        1,
        "SELECT %s FROM %s WHERE %s AND attributes_string['user.id'] = '$' ORDER BY start_time DESC LIMIT 100"
            .formatted(NARROW, table, PROJECT));
  }

  /** A value that a tenth of the spans have. */
  List<String> commonAttribute(String table) {
    return each(
        List.of("GET", "POST", "PUT"),
        8,
        "SELECT %s FROM %s WHERE %s AND %s AND attributes_string['http.request.method'] = '$' ORDER BY start_time DESC LIMIT 100"
            .formatted(NARROW, table, PROJECT, lastHour));
  }

  List<String> unknownKey(String table) {
    return each(
        List.of("a", "b", "c"),
        8,
        "SELECT count() FROM %s WHERE %s AND mapContains(attributes_string, 'no.such.key.$')"
            .formatted(table, PROJECT));
  }

  List<String> groupByAttribute(String table) {
    return each(
        List.of("http.route", "server.address"),
        6,
        "SELECT attributes_string['$'] AS value, count() FROM %s WHERE %s AND %s GROUP BY value ORDER BY count() DESC LIMIT 20"
            .formatted(table, PROJECT, lastHour));
  }

  List<String> slow(String table) {
    return each(
        List.of("80000000", "85000000", "90000000"),
        8,
        "SELECT %s FROM %s WHERE %s AND duration_nanos > $ ORDER BY start_time DESC LIMIT 100"
            .formatted(NARROW, table, PROJECT));
  }

  List<String> failed(String table) {
    return each(
        List.of("cart-service", "checkout-service", "auth-service"),
        8,
        "SELECT %s FROM %s WHERE %s AND status_code = 'error' AND service_name = '$' ORDER BY start_time DESC LIMIT 100"
            .formatted(NARROW, table, PROJECT));
  }

  private static List<String> each(List<String> values, int times, String template) {
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      values.forEach(value -> statements.add(template.replace("$", value)));
    }
    return statements;
  }
}
