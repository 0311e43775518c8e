package dev.seamark.e2e;

import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client sent, by trace. */
record SentSpans(Map<TraceId, Map<SpanId, Span>> byTrace) {

  static SentSpans of(Collection<Span> spans) {
    Map<TraceId, Map<SpanId, Span>> byTrace = new LinkedHashMap<>();
    for (Span span : spans) {
      @Nullable Span previous =
          byTrace.computeIfAbsent(span.traceId(), id -> new HashMap<>()).put(span.spanId(), span);
      if (previous != null) {
        throw new IllegalArgumentException("span " + span.spanId() + " was sent twice");
      }
    }
    return new SentSpans(byTrace);
  }

  int count() {
    return byTrace.values().stream().mapToInt(Map::size).sum();
  }
}
