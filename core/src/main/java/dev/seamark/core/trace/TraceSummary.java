package dev.seamark.core.trace;

import dev.seamark.core.llm.LlmAttributes;
import dev.seamark.core.llm.LlmMapping;
import dev.seamark.core.llm.Observation;
import dev.seamark.core.llm.PriceTable;
import dev.seamark.core.llm.TraceUsage;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A trace in one row, derived from its spans.
 *
 * @param startEpochNanos start of the earliest span
 * @param durationNanos from the earliest start to the latest end
 * @param rootSpanId {@code null} while no span without a parent has arrived; name and service are
 *     then those of the earliest span
 * @param services distinct names, sorted
 * @param statusCode ERROR when any span failed, else the root's
 * @param origin whose trace it is: each text as the first span tells it that tells it at all, the
 *     root before the others; the tags of all spans, sorted
 * @param usage of the models that were called
 */
public record TraceSummary(
    ProjectId projectId,
    TraceId traceId,
    long startEpochNanos,
    long durationNanos,
    @Nullable SpanId rootSpanId,
    String rootService,
    String rootName,
    StatusCode statusCode,
    long spanCount,
    long errorCount,
    List<String> services,
    LlmAttributes.Origin origin,
    TraceUsage usage) {
  public TraceSummary {
    services = List.copyOf(services);
  }

  /** The summary of a trace of these spans, read by the built-in mapping and prices. */
  public static TraceSummary of(ProjectId projectId, Collection<Span> spans) {
    return of(projectId, spans, span -> Observation.of(span, BuiltIn.MAPPING, BuiltIn.PRICES));
  }

  private static final class BuiltIn {
    static final LlmMapping MAPPING = LlmMapping.builtIn();
    static final PriceTable PRICES = PriceTable.builtIn();
  }

  /**
   * The summary of a trace that consists of these spans.
   *
   * <p>Of several roots the earliest counts, of several that start together the one with the lowest
   * id. A span that has not ended, or ends before it starts, ends where it starts.
   *
   * @param observe what a span means
   */
  public static TraceSummary of(
      ProjectId projectId, Collection<Span> spans, Function<Span, Observation> observe) {
    Comparator<Span> earliest = Comparator.comparing(SpanPosition::of);
    Span first = spans.stream().min(earliest).orElseThrow();
    @Nullable Span root =
        spans.stream().filter(span -> span.parentSpanId() == null).min(earliest).orElse(null);
    Span named = root == null ? first : root;
    long end =
        spans.stream()
            .mapToLong(span -> Math.max(span.startEpochNanos(), span.endEpochNanos()))
            .max()
            .orElseThrow();
    List<Observation> observations =
        spans.stream()
            .sorted(
                Comparator.comparing((Span span) -> span.parentSpanId() != null)
                    .thenComparing(earliest))
            .map(observe)
            .toList();
    long errors = spans.stream().filter(span -> span.statusCode() == StatusCode.ERROR).count();
    return new TraceSummary(
        projectId,
        first.traceId(),
        first.startEpochNanos(),
        end - first.startEpochNanos(),
        root == null ? null : root.spanId(),
        named.resource().serviceName(),
        named.name(),
        errors > 0 ? StatusCode.ERROR : named.statusCode(),
        spans.size(),
        errors,
        spans.stream().map(span -> span.resource().serviceName()).distinct().sorted().toList(),
        origin(observations),
        TraceUsage.of(observations));
  }

  private static LlmAttributes.Origin origin(List<Observation> inOrder) {
    List<LlmAttributes.Origin> all =
        inOrder.stream().map(each -> each.attributes().origin()).toList();
    // An ordinary span's release is its service's and says nothing about the trace.
    List<LlmAttributes.Origin> observed =
        inOrder.stream()
            .map(Observation::attributes)
            .filter(attributes -> !attributes.isOrdinary())
            .map(LlmAttributes::origin)
            .toList();
    return new LlmAttributes.Origin(
        first(observed, LlmAttributes.Origin::traceName),
        first(all, LlmAttributes.Origin::session),
        first(all, LlmAttributes.Origin::user),
        observed.stream().flatMap(each -> each.tags().stream()).distinct().sorted().toList(),
        first(all, LlmAttributes.Origin::environment),
        first(observed, LlmAttributes.Origin::release),
        first(observed, LlmAttributes.Origin::version));
  }

  private static @Nullable String first(
      List<LlmAttributes.Origin> origins, Function<LlmAttributes.Origin, @Nullable String> field) {
    return origins.stream()
        .flatMap(origin -> Stream.ofNullable(field.apply(origin)))
        .findFirst()
        .orElse(null);
  }

  /** This summary with the other fields empty: zero, {@code null}, no text or UNSET. */
  public TraceSummary only(Set<TraceField> fields) {
    return new TraceSummary(
        projectId,
        traceId,
        startEpochNanos,
        fields.contains(TraceField.DURATION_NANOS) ? durationNanos : 0,
        fields.contains(TraceField.ROOT_SPAN_ID) ? rootSpanId : null,
        fields.contains(TraceField.ROOT_SERVICE) ? rootService : "",
        fields.contains(TraceField.ROOT_NAME) ? rootName : "",
        fields.contains(TraceField.STATUS) ? statusCode : StatusCode.UNSET,
        fields.contains(TraceField.SPAN_COUNT) ? spanCount : 0,
        fields.contains(TraceField.ERROR_COUNT) ? errorCount : 0,
        fields.contains(TraceField.SERVICES) ? services : List.of(),
        fields.contains(TraceField.ORIGIN) ? origin : LlmAttributes.Origin.NONE,
        fields.contains(TraceField.USAGE) ? usage : TraceUsage.NONE);
  }
}
