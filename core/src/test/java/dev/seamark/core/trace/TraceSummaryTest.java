package dev.seamark.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.llm.LlmAttributes;
import dev.seamark.core.llm.TraceUsage;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.SpanKind;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TraceSummaryTest {
  private static final ProjectId PROJECT = new ProjectId(new UUID(0, 2));
  private static final TraceId TRACE = new TraceId(1, 2);

  @Test
  void of_rootAndChildren() {
    TraceSummary summary =
        TraceSummary.of(
            PROJECT,
            List.of(
                span(3, 1, "charge", "payment", 150, 420, StatusCode.ERROR),
                span(1, 0, "GET /cart", "shop", 100, 400, StatusCode.OK),
                span(2, 1, "look up", "shop", 90, 0, StatusCode.UNSET)));

    assertThat(summary)
        .isEqualTo(
            new TraceSummary(
                PROJECT,
                TRACE,
                90,
                330,
                new SpanId(1),
                "shop",
                "GET /cart",
                StatusCode.ERROR,
                3,
                1,
                List.of("payment", "shop"),
                LlmAttributes.Origin.NONE,
                TraceUsage.NONE));
  }

  @Test
  void of_withoutRoot() {
    TraceSummary summary =
        TraceSummary.of(
            PROJECT,
            List.of(
                span(3, 9, "later", "b", 101, 102, StatusCode.OK),
                span(-1, 9, "same start, higher id", "b", 100, 101, StatusCode.OK),
                span(2, 9, "earliest", "a", 100, 101, StatusCode.UNSET)));

    assertThat(summary.rootSpanId()).isNull();
    assertThat(summary.rootName()).isEqualTo("earliest");
    assertThat(summary.rootService()).isEqualTo("a");
    assertThat(summary.statusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void of_severalRoots() {
    TraceSummary summary =
        TraceSummary.of(
            PROJECT,
            List.of(
                span(5, 0, "second", "a", 100, 100, StatusCode.UNSET),
                span(4, 0, "first", "a", 100, 100, StatusCode.OK)));

    assertThat(summary.rootSpanId()).isEqualTo(new SpanId(4));
    assertThat(summary.statusCode()).isEqualTo(StatusCode.OK);
  }

  @Test
  void of_endBeforeStart() {
    assertThat(
            TraceSummary.of(
                    PROJECT, List.of(span(1, 0, "unfinished", "a", 100, 0, StatusCode.UNSET)))
                .durationNanos())
        .isZero();
  }

  private static Span span(
      long id, long parent, String name, String service, long start, long end, StatusCode status) {
    return new Span(
        TRACE,
        new SpanId(id),
        parent == 0 ? null : new SpanId(parent),
        "",
        0,
        name,
        SpanKind.INTERNAL,
        start,
        end,
        status,
        "",
        Map.of(),
        0,
        List.of(),
        0,
        List.of(),
        0,
        new Resource(Map.of("service.name", new AttributeValue.Text(service)), 0, ""),
        InstrumentationScope.NONE);
  }
}
