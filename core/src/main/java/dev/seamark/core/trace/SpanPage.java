package dev.seamark.core.trace;

import dev.seamark.core.llm.Observation;
import dev.seamark.core.page.Page;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanId;
import java.util.List;
import java.util.Map;

/**
 * Spans of a trace and what they mean.
 *
 * @param observations of those spans that an LLM convention speaks of
 */
public record SpanPage(Page<Span> spans, Map<SpanId, Observation> observations) {
  public SpanPage {
    observations = Map.copyOf(observations);
  }

  public List<Span> items() {
    return spans.items();
  }
}
