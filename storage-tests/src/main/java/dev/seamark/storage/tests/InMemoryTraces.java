package dev.seamark.storage.tests;

import dev.seamark.core.page.Page;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.trace.SpanPage;
import dev.seamark.core.trace.SpanPosition;
import dev.seamark.core.trace.SpanQuery;
import dev.seamark.core.trace.TraceDetail;
import dev.seamark.core.trace.TracePosition;
import dev.seamark.core.trace.TraceQuery;
import dev.seamark.core.trace.TraceReader;
import dev.seamark.core.trace.TraceSummary;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The reference: traces as a list that is filtered and sorted, with nothing clever about it. */
public final class InMemoryTraces implements TraceReader {
  private record Place(WorkspaceId workspaceId, ProjectId projectId, TraceId traceId) {}

  private record Written(long version, Span span) {}

  private final Map<Place, Map<SpanId, Written>> traces = new LinkedHashMap<>();

  /** Writes spans; of one that is written again, the highest version stays. */
  public synchronized void write(ApiKey owner, long version, Collection<Span> spans) {
    for (Span span : spans) {
      traces
          .computeIfAbsent(
              new Place(owner.workspaceId(), owner.projectId(), span.traceId()),
              _ -> new LinkedHashMap<>())
          .merge(
              span.spanId(),
              new Written(version, span),
              (old, now) -> now.version >= old.version ? now : old);
    }
  }

  /** Forgets everything. */
  public synchronized void clear() {
    traces.clear();
  }

  @Override
  public synchronized Page<TraceSummary> findTraces(TraceQuery query) {
    Stream<TraceSummary> found =
        traces.keySet().stream()
            .filter(place -> place.workspaceId.equals(query.workspaceId()))
            .filter(place -> place.projectId.equals(query.projectId()))
            .map(place -> TraceSummary.of(place.projectId, spans(place)))
            .filter(query.filter()::matches);
    return Pages.page(
            found, TracePosition::of, query.order().comparator(), query.limit(), query.seek())
        .map(trace -> trace.only(query.fields()));
  }

  @Override
  public synchronized Optional<TraceDetail> readTrace(SpanQuery query) {
    List<Span> all = spans(place(query));
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TraceDetail(TraceSummary.of(query.projectId(), all), readSpans(query.with(null))));
  }

  @Override
  public synchronized SpanPage readSpans(SpanQuery query) {
    List<Span> sent = spans(place(query));
    Page<Span> page =
        Pages.page(
            sent.stream(),
            SpanPosition::of,
            Comparator.naturalOrder(),
            query.limit(),
            query.seek());
    return new SpanPage(page.map(SpanData::readBack), SpanData.observations(page.items()));
  }

  private static Place place(SpanQuery query) {
    return new Place(query.workspaceId(), query.projectId(), query.traceId());
  }

  private List<Span> spans(Place place) {
    return traces.getOrDefault(place, Map.of()).values().stream().map(Written::span).toList();
  }
}
