package dev.seamark.storage.tests;

import dev.seamark.core.llm.LlmMapping;
import dev.seamark.core.llm.Observation;
import dev.seamark.core.llm.PriceTable;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.AttributeValue.Array;
import dev.seamark.core.span.AttributeValue.Bool;
import dev.seamark.core.span.AttributeValue.Bytes;
import dev.seamark.core.span.AttributeValue.Empty;
import dev.seamark.core.span.AttributeValue.Int;
import dev.seamark.core.span.AttributeValue.KeyValues;
import dev.seamark.core.span.AttributeValue.Real;
import dev.seamark.core.span.AttributeValue.Text;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Resource;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanEvent;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.SpanKind;
import dev.seamark.core.span.SpanLink;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ApiKeySecret;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.Scope;
import dev.seamark.core.workspace.WorkspaceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Spans and their owners as tests need them: plain ones, the fullest one, random ones. */
public final class SpanData {
  /** Long enough for any test, short enough that expiry dates fit the store's 32-bit seconds. */
  private static final int RETENTION_DAYS = 3650;

  private static final List<String> NAMES = List.of("GET /cart", "charge", "chat", "嵌入", "");
  private static final List<String> MODELS = List.of("gpt-4o", "claude-sonnet-4-5", "unheard-of");
  private static final LlmMapping MAPPING = LlmMapping.builtIn();
  private static final PriceTable PRICES = PriceTable.builtIn();
  private static final List<String> SERVICES = List.of("shop", "payment", "agent");

  private SpanData() {}

  /** A key of a workspace and a project that nobody else uses. */
  public static ApiKey randomOwner() {
    return owner(new WorkspaceId(UUID.randomUUID()));
  }

  /** A key of a project that nobody else uses. */
  public static ApiKey owner(WorkspaceId workspaceId) {
    ApiKeySecret secret = ApiKeySecret.random();
    return new ApiKey(
        secret.publicKey(),
        ApiKeySecret.hash(secret.secret()),
        "test",
        workspaceId,
        new ProjectId(UUID.randomUUID()),
        RETENTION_DAYS,
        Set.of(Scope.INGEST, Scope.QUERY));
  }

  public static TraceId randomTraceId(RandomGenerator random) {
    return new TraceId(random.nextLong(), random.nextLong() | 1);
  }

  public static Resource resource(String service) {
    return new Resource(Map.of("service.name", new Text(service)), 0, "");
  }

  /** A root span of 1 ms that carries nothing. */
  public static Span span(TraceId traceId, long spanId, String service, String name, long start) {
    return new Span(
        traceId,
        new SpanId(spanId),
        null,
        "",
        0,
        name,
        SpanKind.INTERNAL,
        start,
        start + 1_000_000,
        StatusCode.UNSET,
        "",
        Map.of(),
        0,
        List.of(),
        0,
        List.of(),
        0,
        resource(service),
        InstrumentationScope.NONE);
  }

  /** A span below another one. */
  public static Span child(Span parent, long spanId, String service, String name, long start) {
    Span span = span(parent.traceId(), spanId, service, name, start);
    return copy(span, parent.spanId(), span.endEpochNanos(), span.statusCode());
  }

  /** The same span with another end and status. */
  public static Span ended(Span span, long end, StatusCode status) {
    return copy(span, span.parentSpanId(), end, status);
  }

  /** The same span with other attributes. */
  public static Span withAttributes(Span span, Map<String, AttributeValue> attributes) {
    return copy(span, span.parentSpanId(), span.endEpochNanos(), span.statusCode(), attributes);
  }

  private static Span copy(Span span, @Nullable SpanId parent, long end, StatusCode status) {
    return copy(span, parent, end, status, span.attributes());
  }

  private static Span copy(
      Span span,
      @Nullable SpanId parent,
      long end,
      StatusCode status,
      Map<String, AttributeValue> attributes) {
    return new Span(
        span.traceId(),
        span.spanId(),
        parent,
        span.traceState(),
        span.flags(),
        span.name(),
        span.kind(),
        span.startEpochNanos(),
        end,
        status,
        span.statusMessage(),
        attributes,
        span.droppedAttributesCount(),
        span.events(),
        span.droppedEventsCount(),
        span.links(),
        span.droppedLinksCount(),
        span.resource(),
        span.scope());
  }

  /** A span that uses every field, every attribute type and the ends of their ranges. */
  public static Span fullestSpan(TraceId traceId, long start) {
    Map<String, AttributeValue> attributes = everyType();
    return new Span(
        traceId,
        new SpanId(0x0123456789abcdefL),
        new SpanId(-1),
        "vendor=1,other=ü",
        0xffff_ffff,
        "chat gpt-4o 🚀",
        SpanKind.CLIENT,
        start,
        start + 123_456_789,
        StatusCode.ERROR,
        "no such \"model\"\n\t\u0001",
        attributes,
        1,
        List.of(
            new SpanEvent(start + 1, "exception", attributes, 2),
            new SpanEvent(0, "", Map.of(), 0)),
        3,
        List.of(
            new SpanLink(new TraceId(-1, 1), new SpanId(7), "a=b", 1, attributes, 4),
            new SpanLink(traceId, new SpanId(-2), "", 0, Map.of(), 0)),
        5,
        new Resource(
            withServiceName(attributes, "agent"), 6, "https://opentelemetry.io/schemas/1.27.0"),
        new InstrumentationScope(
            "io.example.llm", "1.2.3", attributes, 7, "https://opentelemetry.io/schemas/1.26.0"));
  }

  /** Attributes of every type. */
  public static Map<String, AttributeValue> everyType() {
    Map<String, AttributeValue> nested = new LinkedHashMap<>();
    nested.put("text", new Text("in a map"));
    nested.put("list", new Array(List.of(new Int(1), new Text("two"), new Bool(true))));
    nested.put("empty", Empty.INSTANCE);
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    attributes.put("text", new Text("ünï\"code\\ \n 🚀"));
    attributes.put("text.empty", new Text(""));
    attributes.put("", new Text("empty key"));
    attributes.put("bool.true", new Bool(true));
    attributes.put("bool.false", new Bool(false));
    attributes.put("int.min", new Int(Long.MIN_VALUE));
    attributes.put("int.max", new Int(Long.MAX_VALUE));
    attributes.put("int.unsafe", new Int((1L << 53) + 1));
    attributes.put("real", new Real(0.1));
    attributes.put("real.whole", new Real(3));
    attributes.put("real.negative.zero", new Real(-0.0));
    attributes.put("real.tiny", new Real(Double.MIN_VALUE));
    attributes.put("real.nan", new Real(Double.NaN));
    attributes.put("real.infinite", new Real(Double.NEGATIVE_INFINITY));
    attributes.put("bytes", new Bytes("AAECA/8="));
    attributes.put("bytes.empty", new Bytes(""));
    attributes.put("empty", Empty.INSTANCE);
    attributes.put("array.empty", new Array(List.of()));
    attributes.put(
        "array.mixed",
        new Array(
            List.of(
                new Text("a"),
                new Int(Long.MIN_VALUE),
                new Real(2.5),
                new Real(Double.POSITIVE_INFINITY),
                new Bytes("/w=="),
                Empty.INSTANCE,
                new KeyValues(nested))));
    attributes.put("map", new KeyValues(nested));
    attributes.put("map.empty", new KeyValues(Map.of()));
    return attributes;
  }

  /**
   * Spans of one trace, in any shape: some without a root, some that end before they start, some
   * that start together.
   */
  public static List<Span> randomTrace(RandomGenerator random, long start) {
    TraceId traceId = randomTraceId(random);
    int count = random.nextInt(1, 6);
    boolean withRoot = random.nextInt(4) > 0;
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> randomSpan(random, traceId, i, withRoot && i == 1, start))
        .toList();
  }

  private static Span randomSpan(
      RandomGenerator random, TraceId traceId, int number, boolean root, long start) {
    Span span =
        span(
            traceId,
            random.nextBoolean() ? number : -number,
            pick(random, SERVICES),
            pick(random, NAMES),
            start + random.nextInt(4) * 250L);
    Span copy =
        copy(
            span,
            root ? null : new SpanId(99),
            end(random, span),
            pick(
                random, List.of(StatusCode.UNSET, StatusCode.OK, StatusCode.OK, StatusCode.ERROR)));
    return random.nextBoolean() ? with(copy, randomMeaning(random)) : copy;
  }

  private static long end(RandomGenerator random, Span span) {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> span.startEpochNanos() - 5;
      default -> span.startEpochNanos() + random.nextInt(5) * 50_000_000L;
    };
  }

  /**
   * What these spans mean, by the built-in mapping and prices, where a convention speaks of them;
   * as a store gives it back.
   */
  public static Map<SpanId, Observation> observations(Collection<Span> spans) {
    Map<SpanId, Observation> observations = new HashMap<>();
    for (Span span : spans) {
      Observation observation = Observation.of(span, MAPPING, PRICES);
      if (!observation.attributes().isOrdinary()) {
        observations.put(span.spanId(), observation.withoutSources());
      }
    }
    return observations;
  }

  /** The span without the attributes that its observation's bodies were put together from. */
  public static Span readBack(Span span) {
    Observation observation = Observation.of(span, MAPPING, PRICES);
    return with(span, observation.withBodies(observation.withoutBodies(span)));
  }

  /** The same span with these attributes instead of its own. */
  public static Span with(Span span, Map<String, AttributeValue> attributes) {
    return new Span(
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        span.traceState(),
        span.flags(),
        span.name(),
        span.kind(),
        span.startEpochNanos(),
        span.endEpochNanos(),
        span.statusCode(),
        span.statusMessage(),
        attributes,
        span.droppedAttributesCount(),
        span.events(),
        span.droppedEventsCount(),
        span.links(),
        span.droppedLinksCount(),
        span.resource(),
        span.scope());
  }

  /** Attributes of a call of a model, as OpenTelemetry's GenAI conventions have them. */
  public static Map<String, AttributeValue> modelCall(String model, long input, long output) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    attributes.put("gen_ai.operation.name", new Text("chat"));
    attributes.put("gen_ai.provider.name", new Text("openai"));
    attributes.put("gen_ai.request.model", new Text(model));
    attributes.put("gen_ai.request.temperature", new Real(0.2));
    attributes.put("gen_ai.input.messages", new Text("[{\"role\":\"user\",\"parts\":[]}]"));
    attributes.put("gen_ai.output.messages", new Text("[{\"role\":\"assistant\"}]"));
    attributes.put("gen_ai.usage.input_tokens", new Int(input));
    attributes.put("gen_ai.usage.output_tokens", new Int(output));
    attributes.put("gen_ai.response.finish_reasons", new Array(List.of(new Text("stop"))));
    return attributes;
  }

  private static Map<String, AttributeValue> randomMeaning(RandomGenerator random) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    if (random.nextInt(2) == 0) {
      attributes.putAll(
          modelCall(pick(random, MODELS), random.nextInt(10_000), random.nextInt(1_000)));
    }
    if (random.nextInt(3) == 0) {
      attributes.put("gen_ai.operation.name", new Text("invoke_agent"));
    }
    if (random.nextInt(2) == 0) {
      attributes.put("session.id", new Text("session-" + random.nextInt(3)));
      attributes.put("user.id", new Text("user-" + random.nextInt(3)));
    }
    if (random.nextInt(3) == 0) {
      attributes.put("langfuse.trace.name", new Text("trace " + random.nextInt(3)));
      attributes.put(
          "langfuse.trace.tags",
          new Array(List.of(new Text("tag-" + random.nextInt(3)), new Text("käufer"))));
      attributes.put("langfuse.environment", new Text(pick(random, List.of("prod", "test"))));
      attributes.put("langfuse.trace.metadata.k", new Text("v"));
    }
    return attributes;
  }

  private static <T> T pick(RandomGenerator random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static Map<String, AttributeValue> withServiceName(
      Map<String, AttributeValue> attributes, String service) {
    Map<String, AttributeValue> more = new LinkedHashMap<>(attributes);
    more.put("service.name", new Text(service));
    return more;
  }
}
