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
import dev.seamark.ingest.otlp.Rejections;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps an export request to spans. Times and ids are kept as sent; a span that cannot be kept is
 * rejected alone, and what is too much of a span is dropped from it and counted.
 */
final class SpanMapper {
  private final AttributeMapper attributes;
  private final SpanLimits limits;

  SpanMapper(AttributeMapper attributes, SpanLimits limits) {
    this.attributes = attributes;
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
      ExportTraceServiceRequest request, SpanClock clock, int room, Rejections rejections) {
    List<Span> spans = new ArrayList<>();
    for (ResourceSpans ofResource : request.getResourceSpansList()) {
      Resource resource = resource(ofResource, rejections);
      for (ScopeSpans ofScope : ofResource.getScopeSpansList()) {
        InstrumentationScope scope = scope(ofScope, rejections);
        for (io.opentelemetry.proto.trace.v1.Span sent : ofScope.getSpansList()) {
          if (spans.size() >= room) {
            rejections.reject(
                "too_many_spans", "a request with more than " + limits.maxSpans() + " spans");
          } else if (isAcceptable(sent, clock, rejections)) {
            spans.add(span(sent, resource, scope, rejections));
          }
        }
      }
    }
    return spans;
  }

  private boolean isAcceptable(
      io.opentelemetry.proto.trace.v1.Span sent, SpanClock clock, Rejections rejections) {
    if (!isId(sent.getTraceId(), TraceId.BYTES)) {
      rejections.reject("trace_id", idDetail(sent.getTraceId(), TraceId.BYTES));
      return false;
    }
    if (!isId(sent.getSpanId(), SpanId.BYTES)) {
      rejections.reject("span_id", idDetail(sent.getSpanId(), SpanId.BYTES));
      return false;
    }
    ByteString parent = sent.getParentSpanId();
    if (!parent.isEmpty() && parent.size() != SpanId.BYTES) {
      rejections.reject("parent_span_id", idDetail(parent, SpanId.BYTES));
      return false;
    }
    return clock.accepts(sent.getStartTimeUnixNano(), sent.getEndTimeUnixNano(), rejections);
  }

  private Span span(
      io.opentelemetry.proto.trace.v1.Span sent,
      Resource resource,
      InstrumentationScope scope,
      Rejections rejections) {
    Attributes own =
        attributes.map(sent.getAttributesList(), sent.getDroppedAttributesCount(), rejections);
    List<SpanEvent> events = events(sent, rejections);
    List<SpanLink> links = links(sent, rejections);
    return new Span(
        traceId(sent.getTraceId()),
        spanId(sent.getSpanId()),
        parentSpanId(sent.getParentSpanId()),
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
      if (!isId(link.getTraceId(), TraceId.BYTES) || !isId(link.getSpanId(), SpanId.BYTES)) {
        rejections.cut("link_id", "a link whose trace id or span id is none");
        continue;
      }
      Attributes own =
          attributes.map(link.getAttributesList(), link.getDroppedAttributesCount(), rejections);
      links.add(
          new SpanLink(
              traceId(link.getTraceId()),
              spanId(link.getSpanId()),
              attributes.text(link.getTraceState(), rejections),
              link.getFlags(),
              own.values(),
              own.dropped()));
    }
    return links;
  }

  private Resource resource(ResourceSpans sent, Rejections rejections) {
    Attributes own =
        attributes.map(
            sent.getResource().getAttributesList(),
            sent.getResource().getDroppedAttributesCount(),
            rejections);
    return new Resource(
        own.values(), own.dropped(), attributes.text(sent.getSchemaUrl(), rejections));
  }

  private InstrumentationScope scope(ScopeSpans sent, Rejections rejections) {
    if (!sent.hasScope() && sent.getSchemaUrl().isEmpty()) {
      return InstrumentationScope.NONE;
    }
    Attributes own =
        attributes.map(
            sent.getScope().getAttributesList(),
            sent.getScope().getDroppedAttributesCount(),
            rejections);
    return new InstrumentationScope(
        attributes.text(sent.getScope().getName(), limits.maxNameLength(), rejections),
        attributes.text(sent.getScope().getVersion(), limits.maxNameLength(), rejections),
        own.values(),
        own.dropped(),
        attributes.text(sent.getSchemaUrl(), limits.maxNameLength(), rejections));
  }

  private static boolean isId(ByteString id, int length) {
    if (id.size() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (id.byteAt(i) != 0) {
        return true;
      }
    }
    return false;
  }

  private static String idDetail(ByteString id, int length) {
    return id.size() == length
        ? "all zeros (expected: at least one bit set)"
        : id.size() + " bytes (expected: " + length + ")";
  }

  private static TraceId traceId(ByteString id) {
    ByteBuffer bytes = id.asReadOnlyByteBuffer();
    return new TraceId(bytes.getLong(), bytes.getLong());
  }

  private static SpanId spanId(ByteString id) {
    return new SpanId(id.asReadOnlyByteBuffer().getLong());
  }

  /** Some clients write a root's missing parent as eight zeros. */
  private static @Nullable SpanId parentSpanId(ByteString id) {
    return isId(id, SpanId.BYTES) ? spanId(id) : null;
  }
}
