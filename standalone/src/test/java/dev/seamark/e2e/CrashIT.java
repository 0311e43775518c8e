package dev.seamark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Each process of the stack is killed while exporters send through the gateway; afterwards every
 * acknowledged span is there exactly once.
 */
class CrashIT {
  private static final String SERVICE = "e2e-crash";
  private static final Duration BACK = Duration.ofSeconds(90);

  @RegisterExtension static final RunningStackExtension extension = new RunningStackExtension();

  @Test
  void everyProcessKilledUnderLoad_acknowledgedSpansAreThereOnce()
      throws IOException, InterruptedException {
    RunningStack stack = extension.stack();
    Rows rows = Rows.of(stack);
    SteadyLoad load = new SteadyLoad(stack.url(), stack.key(), SERVICE, 4);
    try {
      for (String component : List.of("clickhouse", "redis", "ingest-api", "query-api")) {
        awaitMore(load, "before " + component + " is killed");
        kill(stack, component);
        awaitMore(load, "after " + component + " was killed");
      }
    } finally {
      load.stop();
    }

    Set<String> acknowledged = load.acknowledged();
    Await.until(
        BACK,
        () -> stored(rows).containsAll(acknowledged),
        () -> "acknowledged spans; missing: " + missing(acknowledged, rows));
    Set<String> stored = stored(rows);
    Set<String> sent = new HashSet<>(acknowledged);
    sent.addAll(load.unanswered());
    assertThat(sent).containsAll(stored);
    // A span inserted twice may be merged into one row, but the minutes have counted it twice.
    assertThat(rows.number("SELECT count() FROM spans" + whereService())).isEqualTo(stored.size());
    assertThat(rows.number("SELECT sum(span_count) FROM service_minutes" + whereService()))
        .isEqualTo(stored.size());
    QueryApi api = new QueryApi(stack.url(), stack.key());
    Await.until(
        BACK,
        () -> api.spanCount(SERVICE) == stored.size(),
        () -> stored.size() + " spans in summaries; there are " + api.spanCount(SERVICE));
  }

  private static void kill(RunningStack stack, String component) {
    long pid = stack.pid(component);
    ProcessHandle process =
        ProcessHandle.of(pid).orElseThrow(() -> new AssertionError(component + " is gone"));
    assertThat(process.destroyForcibly()).isTrue();
    Await.until(
        BACK,
        () -> stack.pid(component) != pid,
        () -> component + " started again; the stack says: " + stack.output());
  }

  private static void awaitMore(SteadyLoad load, String when) {
    int before = load.acknowledged().size();
    Await.until(
        BACK,
        () -> load.acknowledged().size() >= before + 400,
        () -> "400 more spans acknowledged " + when);
  }

  private static Set<String> stored(Rows rows) {
    String ids =
        rows.query(
            "SELECT DISTINCT lower(hex(trace_id)) || lower(hex(span_id)) FROM spans"
                + whereService());
    return Set.copyOf(ids.lines().toList());
  }

  private static int missing(Set<String> acknowledged, Rows rows) {
    Set<String> missing = new HashSet<>(acknowledged);
    missing.removeAll(stored(rows));
    return missing.size();
  }

  private static String whereService() {
    return " WHERE service_name = '" + SERVICE + "'";
  }
}
