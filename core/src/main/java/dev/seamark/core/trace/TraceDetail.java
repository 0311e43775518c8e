package dev.seamark.core.trace;

import dev.seamark.core.llm.Observation;
import dev.seamark.core.page.Page;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanId;
import java.util.Map;

/**
 * A trace with its spans.
 *
 * @param summary of the whole trace
 * @param page the earliest spans, and whether there are more than fit
 */
public record TraceDetail(TraceSummary summary, SpanPage page) {

  public Page<Span> spans() {
    return page.spans();
  }

  public Map<SpanId, Observation> observations() {
    return page.observations();
  }
}
