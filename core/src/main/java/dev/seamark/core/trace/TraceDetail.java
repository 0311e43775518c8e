package dev.seamark.core.trace;

import dev.seamark.core.page.Page;
import dev.seamark.core.span.Span;

/**
 * A trace with its spans.
 *
 * @param summary of the whole trace
 * @param spans the earliest ones, and whether there are more than fit
 */
public record TraceDetail(TraceSummary summary, Page<Span> spans) {}
