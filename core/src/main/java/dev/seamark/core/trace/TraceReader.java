package dev.seamark.core.trace;

import dev.seamark.core.page.Page;
import java.util.Optional;

/**
 * Reads traces. Every span counts once, as it was last written; what was deleted is not there.
 *
 * <p>Spans come with the attributes they were sent with, but for those that an observation's input
 * or output was put together from.
 *
 * <p>All methods throw {@link dev.seamark.core.error.SeamarkException}: {@code STORE_UNAVAILABLE}
 * when trying again can help, {@code QUERY_TIMEOUT} and {@code QUERY_TOO_EXPENSIVE} when a limit
 * stopped the query. Interrupting the calling thread stops it, too.
 */
public interface TraceReader {

  /** A page of traces in the query's order. */
  Page<TraceSummary> findTraces(TraceQuery query);

  /**
   * A trace with its earliest spans, as many as the query allows; empty when it has none. The
   * number of statements does not depend on the number of spans.
   */
  Optional<TraceDetail> readTrace(SpanQuery query);

  /** A page of a trace's spans; empty for an unknown trace. */
  SpanPage readSpans(SpanQuery query);
}
