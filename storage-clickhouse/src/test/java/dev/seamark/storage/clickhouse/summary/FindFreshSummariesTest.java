package dev.seamark.storage.clickhouse.summary;

import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.summary.TraceSummaries.TraceOwner;
import dev.seamark.storage.tests.Golden;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FindFreshSummariesTest {

  @Test
  void text_twoOwners() {
    Golden.assertGolden(
        "summary/find_fresh_summaries.sql",
        new FindFreshSummaries(List.of(owner(1), owner(2)), 1_795_191_538_021L, 1_795_191_539_999L)
            .toString());
  }

  private static TraceOwner owner(int number) {
    return new TraceOwner(
        new WorkspaceId(new UUID(0, number)), new ProjectId(new UUID(number, number)));
  }
}
