package dev.seamark.core.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.core.llm.LlmAttributes;
import dev.seamark.core.llm.TraceUsage;
import dev.seamark.core.page.Seek;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceQueryTest {
  private static final TraceQuery QUERY =
      TraceQuery.newest(new WorkspaceId(new UUID(0, 1)), new ProjectId(new UUID(0, 2)));
  private static final TraceSummary TRACE =
      new TraceSummary(
          QUERY.projectId(),
          new TraceId(1, 2),
          100,
          10,
          null,
          "shop",
          "GET /cart",
          StatusCode.OK,
          1,
          0,
          List.of("payment", "shop"),
          new LlmAttributes.Origin(null, "s1", "u1", List.of("a", "b"), "prod", null, null),
          new TraceUsage(List.of("gpt-4o"), 1, 2, 3, 4));

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 1001})
  void limit_outOfRange(int limit) {
    assertThatThrownBy(() -> QUERY.withLimit(limit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit: " + limit + " (expected: 1..1000)");
  }

  @Test
  void travel_turnsRoundBeforeAPosition() {
    TracePosition position = TracePosition.of(TRACE);
    assertThat(QUERY.travel()).isEqualTo(TraceOrder.NEWEST_FIRST);
    assertThat(QUERY.with(Seek.after(position)).travel()).isEqualTo(TraceOrder.NEWEST_FIRST);
    assertThat(QUERY.with(Seek.before(position)).travel()).isEqualTo(TraceOrder.OLDEST_FIRST);
    assertThat(QUERY.with(TraceOrder.OLDEST_FIRST).with(Seek.before(position)).travel())
        .isEqualTo(TraceOrder.NEWEST_FIRST);
  }

  @Test
  void position_comparesIdsUnsigned() {
    assertThat(new TracePosition(1, new TraceId(-1, 0)))
        .isGreaterThan(new TracePosition(1, new TraceId(1, 0)))
        .isLessThan(new TracePosition(2, new TraceId(0, 1)));
    assertThat(new TracePosition(1, new TraceId(0, -1)))
        .isGreaterThan(new TracePosition(1, new TraceId(0, 1)));
  }

  @Test
  void filter_bounds() {
    assertThat(TraceFilter.NONE.matches(TRACE)).isTrue();
    assertThat(TraceFilter.NONE.between(100L, 101L).matches(TRACE)).isTrue();
    assertThat(TraceFilter.NONE.between(101L, null).matches(TRACE)).isFalse();
    assertThat(TraceFilter.NONE.between(null, 100L).matches(TRACE)).isFalse();
    assertThat(filter(null, null, Set.of(), 10L, 10L).matches(TRACE)).isTrue();
    assertThat(filter(null, null, Set.of(), 11L, null).matches(TRACE)).isFalse();
    assertThat(filter(null, null, Set.of(), null, 9L).matches(TRACE)).isFalse();
  }

  @Test
  void filter_values() {
    assertThat(filter("payment", "GET /cart", Set.of(StatusCode.OK), null, null).matches(TRACE))
        .isTrue();
    assertThat(filter("pay", null, Set.of(), null, null).matches(TRACE)).isFalse();
    assertThat(filter(null, "GET", Set.of(), null, null).matches(TRACE)).isFalse();
    assertThat(filter(null, null, Set.of(StatusCode.ERROR), null, null).matches(TRACE)).isFalse();
  }

  @Test
  void filter_emptyRange() {
    assertThatThrownBy(() -> TraceFilter.NONE.between(5L, 5L))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> filter(null, null, Set.of(), 2L, 1L))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void only_emptiesTheOthers() {
    TraceSummary only = TRACE.only(Set.of(TraceField.ROOT_NAME));
    assertThat(only.rootName()).isEqualTo("GET /cart");
    assertThat(only.startEpochNanos()).isEqualTo(100);
    assertThat(only.services()).isEmpty();
    assertThat(only.durationNanos()).isZero();
    assertThat(TRACE.only(TraceField.ALL)).isEqualTo(TRACE);
  }

  @Test
  void matches_whoseTraceItIs() {
    assertThat(whose("s1", "u1", "b", "gpt-4o", "prod").matches(TRACE)).isTrue();
    assertThat(whose("s2", null, null, null, null).matches(TRACE)).isFalse();
    assertThat(whose(null, "u2", null, null, null).matches(TRACE)).isFalse();
    assertThat(whose(null, null, "c", null, null).matches(TRACE)).isFalse();
    assertThat(whose(null, null, null, "gpt-4", null).matches(TRACE)).isFalse();
    assertThat(whose(null, null, null, null, "test").matches(TRACE)).isFalse();
  }

  private static TraceFilter whose(
      @Nullable String session,
      @Nullable String user,
      @Nullable String tag,
      @Nullable String model,
      @Nullable String environment) {
    return new TraceFilter(
        null, null, null, null, Set.of(), null, null, session, user, tag, model, environment);
  }

  private static TraceFilter filter(
      @Nullable String service,
      @Nullable String name,
      Set<StatusCode> statuses,
      @Nullable Long min,
      @Nullable Long max) {
    return new TraceFilter(
        null, null, service, name, statuses, min, max, null, null, null, null, null);
  }
}
