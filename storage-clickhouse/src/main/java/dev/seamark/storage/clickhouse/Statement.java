package dev.seamark.storage.clickhouse;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A statement ready to run.
 *
 * @param name tells the statement apart in {@code system.query_log} (its log comment) and metrics
 * @param text SQL with {@code {name:Type}} where values go
 * @param parameters value per name: text, numbers, booleans, UUIDs and collections of them.
 *     Instants go as nanoseconds through {@code fromUnixTimestamp64Nano({name:Int64})}
 * @param settings ClickHouse settings of this run
 * @param queryId unique, so that the run can be cancelled and found again
 */
public record Statement(
    String name,
    String text,
    Map<String, Object> parameters,
    Map<String, String> settings,
    String queryId) {
  public Statement {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    settings = Map.copyOf(settings);
  }

  public static Statement of(String name, String text) {
    return of(name, text, Map.of());
  }

  public static Statement of(String name, String text, Map<String, Object> parameters) {
    return new Statement(
        name, text, parameters, Map.of(), name + "-" + UUID.randomUUID().toString());
  }

  /** This statement with one more setting. */
  public Statement with(String setting, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(setting, value);
    return new Statement(name, text, parameters, more, queryId);
  }
}
