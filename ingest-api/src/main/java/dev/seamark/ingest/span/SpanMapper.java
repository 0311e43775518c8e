package dev.seamark.ingest.span;

import com.google.protobuf.ByteString;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanEvent;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.SpanKind;
import dev.seamark.core.span.SpanLink;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.attribute.AttributeMapper.Attributes;
import dev.seamark.ingest.attribute.ResourceMapper;
import dev.seamark.ingest.otlp.RecordClock;
import dev.seamark.ingest.otlp.Rejections;
import dev.seamark.ingest.otlp.WireIds;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps an export request to spans. Times and ids are kept as sent; a span that cannot be kept is
 * rejected alone, and what is too much of a span is dropped from it and counted.
 */
final class SpanMapper {
  private final AttributeMapper attributes;
  private final ResourceMapper resources;
  private final SpanLimits limits;

  SpanMapper(AttributeMapper attributes, SpanLimits limits) {
    this.attributes = attributes;
    this.resources = new ResourceMapper(attributes, limits.maxNameLength());
    this.limits = limits;
  }

  /**
   * The spans that can be kept, in order.
   *
   * @param clock what spans' times are compared with
   * @param room spans that the request may still have; further ones are rejected
   * @param rejections gets what was rejected or cut
   */
  List<Span> map(
      ExportTraceServiceRequest request, RecordClock clock, int room, Rejections rejections) {
    List<Span> spans = new ArrayList<>();
    for (ResourceSpans ofResource : request.getResourceSpansList()) {
      Resource resource =
          resources.resource(ofResource.getResource(), ofResource.getSchemaUrl(), rejections);
      for (ScopeSpans ofScope : ofResource.getScopeSpansList()) {
        InstrumentationScope scope =
            resources.scope(ofScope.getScope(), ofScope.getSchemaUrl(), rejections);
        for (io.opentelemetry.proto.trace.v1.Span sent : ofScope.getSpansList()) {
          if (spans.size() >= room) {
            rejections.reject(
                "too_many_spans", "a request with more than " + limits.maxSpans() + " spans");
          } else {
            Span span = span(sent, clock, resource, scope, rejections);
            if (span != null) {
              spans.add(span);
            }
          }
        }
      }
    }
    return spans;
  }

  /** The span, or {@code null} for one that was rejected. */
  private @Nullable Span span(
      io.opentelemetry.proto.trace.v1.Span sent,
      RecordClock clock,
      Resource resource,
      InstrumentationScope scope,
      Rejections rejections) {
    TraceId traceId = WireIds.traceId(sent.getTraceId());
    if (traceId == null) {
      rejections.reject("trace_id", WireIds.detail(sent.getTraceId(), TraceId.BYTES));
      return null;
    }
    SpanId spanId = WireIds.spanId(sent.getSpanId());
    if (spanId == null) {
      rejections.reject("span_id", WireIds.detail(sent.getSpanId(), SpanId.BYTES));
      return null;
    }
    ByteString parent = sent.getParentSpanId();
    if (!parent.isEmpty() && parent.size() != SpanId.BYTES) {
      rejections.reject("parent_span_id", WireIds.detail(parent, SpanId.BYTES));
      return null;
    }
    if (!clock.accepts("start_time", sent.getStartTimeUnixNano(), rejections)
        || !clock.isNotAhead("end_time", sent.getEndTimeUnixNano(), rejections)) {
      return null;
    }
    Attributes own =
        attributes.map(sent.getAttributesList(), sent.getDroppedAttributesCount(), rejections);
    List<SpanEvent> events = events(sent, rejections);
    List<SpanLink> links = links(sent, rejections);
    return new Span(
        traceId,
        spanId,
        // Some clients write a root's missing parent as eight zeros.
        WireIds.spanId(parent),
        attributes.text(sent.getTraceState(), rejections),
        sent.getFlags(),
        attributes.text(sent.getName(), limits.maxNameLength(), rejections),
        SpanKind.of(sent.getKindValue()),
        sent.getStartTimeUnixNano(),
        sent.getEndTimeUnixNano(),
        StatusCode.of(sent.getStatus().getCodeValue()),
        attributes.text(sent.getStatus().getMessage(), rejections),
        own.values(),
        own.dropped(),
        events,
        AttributeMapper.droppedCount(
            sent.getDroppedEventsCount(), sent.getEventsCount() - events.size()),
        links,
        AttributeMapper.droppedCount(
            sent.getDroppedLinksCount(), sent.getLinksCount() - links.size()),
        resource,
        scope);
  }

  private List<SpanEvent> events(io.opentelemetry.proto.trace.v1.Span sent, Rejections rejections) {
    if (sent.getEventsCount() == 0) {
      return List.of();
    }
    List<SpanEvent> events = new ArrayList<>(Math.min(sent.getEventsCount(), limits.maxEvents()));
    for (io.opentelemetry.proto.trace.v1.Span.Event event : sent.getEventsList()) {
      if (events.size() >= limits.maxEvents()) {
        rejections.cut("event_count", "a span with more than " + limits.maxEvents() + " events");
        break;
      }
      Attributes own =
          attributes.map(event.getAttributesList(), event.getDroppedAttributesCount(), rejections);
      events.add(
          new SpanEvent(
              event.getTimeUnixNano(),
              attributes.text(event.getName(), limits.maxNameLength(), rejections),
              own.values(),
              own.dropped()));
    }
    return events;
  }

  private List<SpanLink> links(io.opentelemetry.proto.trace.v1.Span sent, Rejections rejections) {
    if (sent.getLinksCount() == 0) {
      return List.of();
    }
    List<SpanLink> links = new ArrayList<>(Math.min(sent.getLinksCount(), limits.maxLinks()));
    for (io.opentelemetry.proto.trace.v1.Span.Link link : sent.getLinksList()) {
      if (links.size() >= limits.maxLinks()) {
        rejections.cut("link_count", "a span with more than " + limits.maxLinks() + " links");
        break;
      }
      TraceId traceId = WireIds.traceId(link.getTraceId());
      SpanId spanId = WireIds.spanId(link.getSpanId());
      if (traceId == null || spanId == null) {
        rejections.cut("link_id", "a link whose trace id or span id is none");
        continue;
      }
      Attributes own =
          attributes.map(link.getAttributesList(), link.getDroppedAttributesCount(), rejections);
      links.add(
          new SpanLink(
              traceId,
              spanId,
              attributes.text(link.getTraceState(), rejections),
              link.getFlags(),
              own.values(),
              own.dropped()));
    }
    return links;
  }
}
