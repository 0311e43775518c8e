package dev.seamark.benchmarks.ingest;

import dev.seamark.benchmarks.stack.Engine;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU seconds that the engine has used so far.
 *
 * @param process all of it
 * @param statements as the query log has them, by name
 * @param merges of one database, as the log of parts has them
 */
record EngineUsage(double process, Map<String, Double> statements, double merges) {

  static EngineUsage of(Engine engine, String database) {
    engine.query("SYSTEM FLUSH LOGS");
    Map<String, Double> statements = new TreeMap<>();
    for (String line :
        engine.query(
            """
            SELECT log_comment, sum(ProfileEvents['UserTimeMicroseconds'] + ProfileEvents['SystemTimeMicroseconds']) / 1e6
            FROM system.query_log WHERE type = 'QueryFinish' AND log_comment != '' GROUP BY log_comment\
            """)) {
      String[] fields = line.split("\t", -1);
      statements.put(fields[0], Double.parseDouble(fields[1]));
    }
    double merges =
        engine.number(
            """
            SELECT sum(ProfileEvents['UserTimeMicroseconds'] + ProfileEvents['SystemTimeMicroseconds']) / 1e6
            FROM system.part_log WHERE event_type = 'MergeParts' AND database = '%s'\
            """
                .formatted(database));
    return new EngineUsage(engine.cpuSeconds(), statements, merges);
  }

  EngineUsage since(EngineUsage before) {
    Map<String, Double> used = new TreeMap<>();
    statements.forEach((name, seconds) -> {
      double more = seconds - before.statements.getOrDefault(name, 0.0);
      if (more > 0) {
        used.put(name, more);
      }
    });
    return new EngineUsage(process - before.process, used, merges - before.merges);
  }

  /** What is neither a named statement nor a merge: connections, logs, clean-up. */
  double rest() {
    return process - merges - statements.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
