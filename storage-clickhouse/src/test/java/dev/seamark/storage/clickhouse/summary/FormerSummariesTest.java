package dev.seamark.storage.clickhouse.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.summary.FormerSummaries.Stretch;
import dev.seamark.storage.clickhouse.summary.TraceSummaries.TraceOwner;
import dev.seamark.storage.tests.Golden;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FormerSummariesTest {
  private static final long SECOND = 1_000_000_000;
  private static final TraceOwner OWNER =
      new TraceOwner(new WorkspaceId(new UUID(0, 1)), new ProjectId(new UUID(1, 1)));

  @Test
  void text_twoTracesFarApart() {
    Golden.assertGolden(
        "summary/find_former_summaries.sql",
        new FormerSummaries(
                List.of(trace(9 * SECOND, 10 * SECOND), trace(SECOND, 2 * SECOND)),
                new FindFreshSummaries(List.of(OWNER), 10_000, 11_000))
            .toString());
  }

  @Test
  void covering_overlapping_joined() {
    assertThat(Stretch.covering(List.of(trace(5, 9), trace(1, 6), trace(2, 3))))
        .containsExactly(new Stretch(1, 9));
  }

  @Test
  void covering_veryManyFarApart_coveredAll() {
    List<Stretch> stretches =
        Stretch.covering(
            IntStream.range(0, 1_000)
                .mapToObj(i -> trace(10L * i * SECOND, 10L * i * SECOND + 1))
                .toList());

    assertThat(stretches).hasSize(100).endsWith(new Stretch(990 * SECOND, 9_990 * SECOND + 1));
  }

  private static FreshSummary trace(long start, long lastStart) {
    return new FreshSummary(
        OWNER,
        new TraceId(0, 1),
        start,
        1,
        0,
        false,
        "",
        "",
        0,
        2,
        0,
        List.of(),
        "",
        "",
        "",
        30,
        1,
        lastStart,
        false);
  }
}
