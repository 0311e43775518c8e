package dev.seamark.query.trace;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.seamark.core.llm.Observation;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanEvent;
import dev.seamark.core.span.SpanLink;
import dev.seamark.core.trace.SpanPage;
import dev.seamark.query.http.TimeText;
import dev.seamark.query.otlp.AttributeJson;
import dev.seamark.query.otlp.ResourceJson;
import dev.seamark.query.otlp.ScopeJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span as its client sent it. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Span", description = "A span as its client sent it, to the nanosecond.")
record SpanJson(
    @Schema(example = "5b8efff798038103d269b633813fc60c") String traceId,
    @Schema(example = "eee19b7ec3c1b174") String spanId,
    @Schema(
            description = "null for a root.",
            example = "eee19b7ec3c1b173",
            types = {"string", "null"})
        @Nullable String parentSpanId,
    @Schema(description = "W3C trace state.", example = "") String traceState,
    @Schema(description = "W3C trace flags and OTLP's remote-parent bits.", example = "257")
        long flags,
    @Schema(example = "GET /cart") String name,
    @Schema(
            allowableValues = {
              "unspecified",
              "internal",
              "server",
              "client",
              "producer",
              "consumer"
            },
            example = "server")
        String kind,
    @Schema(example = "2026-11-20T12:00:00.123456789Z") String startTime,
    @Schema(
            description = "null for a span that has not ended.",
            example = "2026-11-20T12:00:01.655456912Z",
            types = {"string", "null"})
        @Nullable String endTime,
    @Schema(
            description = "0 for a span that has not ended, or ends before it starts.",
            example = "1532000123")
        long durationNanos,
    Status status,
    @Schema(ref = "#/components/schemas/Attributes") Map<String, @Nullable Object> attributes,
    @Schema(example = "0") long droppedAttributesCount,
    List<Event> events,
    @Schema(example = "0") long droppedEventsCount,
    List<Link> links,
    @Schema(example = "0") long droppedLinksCount,
    ResourceJson resource,
    ScopeJson scope,
    @Schema(
            description =
                "What the span means, when a convention of LLM applications speaks of it.",
            types = {"object", "null"})
        @Nullable ObservationJson observation) {

  /** How a span ended. */
  @Schema(name = "Status")
  record Status(
      @Schema(
              allowableValues = {"unset", "ok", "error"},
              example = "ok")
          String code,
      @Schema(example = "") String message) {}

  /** Something that happened while a span was open. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Event")
  record Event(
      @Schema(example = "2026-11-20T12:00:00.5Z") String time,
      @Schema(example = "exception") String name,
      @Schema(ref = "#/components/schemas/Attributes") Map<String, @Nullable Object> attributes,
      @Schema(example = "0") long droppedAttributesCount) {}

  /** A reference to another span. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Link")
  record Link(
      String traceId,
      String spanId,
      String traceState,
      long flags,
      @Schema(ref = "#/components/schemas/Attributes") Map<String, @Nullable Object> attributes,
      @Schema(example = "0") long droppedAttributesCount) {}

  static List<SpanJson> of(SpanPage page) {
    return page.items().stream()
        .map(span -> of(span, page.observations().get(span.spanId())))
        .toList();
  }

  static SpanJson of(Span span, @Nullable Observation observation) {
    return new SpanJson(
        span.traceId().toString(),
        span.spanId().toString(),
        span.parentSpanId() == null ? null : span.parentSpanId().toString(),
        span.traceState(),
        Integer.toUnsignedLong(span.flags()),
        span.name(),
        lowerCase(span.kind()),
        TimeText.format(span.startEpochNanos()),
        span.endEpochNanos() == 0 ? null : TimeText.format(span.endEpochNanos()),
        span.durationNanos(),
        new Status(lowerCase(span.statusCode()), span.statusMessage()),
        AttributeJson.of(span.attributes()),
        Integer.toUnsignedLong(span.droppedAttributesCount()),
        span.events().stream().map(SpanJson::event).toList(),
        Integer.toUnsignedLong(span.droppedEventsCount()),
        span.links().stream().map(SpanJson::link).toList(),
        Integer.toUnsignedLong(span.droppedLinksCount()),
        ResourceJson.of(span.resource()),
        ScopeJson.of(span.scope()),
        observation == null ? null : ObservationJson.of(observation));
  }

  private static Event event(SpanEvent event) {
    return new Event(
        TimeText.format(event.epochNanos()),
        event.name(),
        AttributeJson.of(event.attributes()),
        Integer.toUnsignedLong(event.droppedAttributesCount()));
  }

  private static Link link(SpanLink link) {
    return new Link(
        link.traceId().toString(),
        link.spanId().toString(),
        link.traceState(),
        Integer.toUnsignedLong(link.flags()),
        AttributeJson.of(link.attributes()),
        Integer.toUnsignedLong(link.droppedAttributesCount()));
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
