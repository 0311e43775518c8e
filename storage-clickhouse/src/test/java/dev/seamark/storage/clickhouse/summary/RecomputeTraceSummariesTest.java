package dev.seamark.storage.clickhouse.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.summary.TraceSummaries.TraceOwner;
import dev.seamark.storage.tests.Golden;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecomputeTraceSummariesTest {
  private final TraceOwner shop = owner(1);
  private final TraceOwner bank = owner(2);

  @Test
  void text_twoOwners() {
    Map<TraceOwner, Set<TraceId>> touched = new LinkedHashMap<>();
    touched.put(
        shop, new LinkedHashSet<>(List.of(new TraceId(0, 1), new TraceId(-1, Long.MIN_VALUE))));
    touched.put(bank, Set.of(new TraceId(0x0123456789abcdefL, 2)));

    Golden.assertGolden(
        "summary/recompute_trace_summaries.sql", new RecomputeTraceSummaries(touched).toString());
  }

  @Test
  void statement_longerThanTheServersDefault() {
    Set<TraceId> ids = new LinkedHashSet<>();
    for (int i = 1; i <= 20_000; i++) {
      ids.add(new TraceId(i, i));
    }
    var statement = new RecomputeTraceSummaries(Map.of(shop, ids)).statement();

    assertThat(Integer.parseInt(statement.settings().get("max_query_size")))
        .isGreaterThan(statement.text().length());
  }

  private static TraceOwner owner(int number) {
    return new TraceOwner(
        new WorkspaceId(new UUID(0, number)), new ProjectId(new UUID(number, number)));
  }
}
