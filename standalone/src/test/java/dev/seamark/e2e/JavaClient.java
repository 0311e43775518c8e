package dev.seamark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanEvent;
import dev.seamark.core.span.SpanId;
import dev.seamark.core.span.SpanLink;
import dev.seamark.core.span.StatusCode;
import dev.seamark.core.span.TraceId;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The OpenTelemetry SDK for Java, sending attributes of every type that OTLP knows. */
final class JavaClient {
  private static final SpanKind[] KINDS = SpanKind.values();

  private final SpanExporter exporter;

  private JavaClient(SpanExporter exporter) {
    this.exporter = exporter;
  }

  /** By http/protobuf. */
  static JavaClient http(URI endpoint, String key) {
    return new JavaClient(
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint + "/v1/traces")
            .addHeader("Authorization", "Bearer " + key)
            .setTimeout(Duration.ofSeconds(30))
            .build());
  }

  /** By gRPC, compressed. */
  static JavaClient grpc(URI endpoint, String key) {
    return new JavaClient(
        OtlpGrpcSpanExporter.builder()
            .setEndpoint(endpoint.toString())
            .addHeader("authorization", "Bearer " + key)
            .setCompression("gzip")
            .setTimeout(Duration.ofSeconds(30))
            .build());
  }

  /**
   * Sends {@code traces × spans} spans, once: the client's connections end with them.
   *
   * @throws IllegalStateException when the server did not acknowledge them all
   */
  SentSpans send(String service, int traces, int spans) {
    Recorder recorder = new Recorder(exporter);
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(resource(service))
            .addSpanProcessor(
                BatchSpanProcessor.builder(recorder)
                    .setMaxQueueSize(Math.max(1_024, traces * spans + 1))
                    .setMaxExportBatchSize(512)
                    .setScheduleDelay(Duration.ofMillis(100))
                    .build())
            .build()) {
      Tracer tracer =
          provider
              .tracerBuilder("e2e.java")
              .setInstrumentationVersion("0.9.1")
              .setSchemaUrl("https://opentelemetry.io/schemas/1.41.0")
              .build();
      play(tracer, traces, spans);
      CompletableResultCode flushed = provider.forceFlush().join(120, TimeUnit.SECONDS);
      if (!flushed.isSuccess() || recorder.refused > 0) {
        throw new IllegalStateException(
            recorder.refused + " spans were not acknowledged: " + recorder.failure);
      }
    }
    return SentSpans.of(recorder.acknowledged);
  }

  static Resource resource(String service) {
    return Resource.create(
        Attributes.builder()
            .put("service.name", service)
            .put("service.version", "1.2.3")
            .put("host.cpu.count", 8)
            .put("host.load", 0.25)
            .put("host.virtual", true)
            .put("process.command_args", "java", "-jar", "ü 🚢")
            .put(AttributeKey.longArrayKey("host.cores"), 0L, 1L)
            .build(),
        "https://opentelemetry.io/schemas/1.40.0");
  }

  private static void play(Tracer tracer, int traces, int spans) {
    long base = TimeUnit.SECONDS.toNanos(System.currentTimeMillis() / 1_000 - 300);
    SpanContext previous = SpanContext.getInvalid();
    int serial = 0;
    for (int t = 0; t < traces; t++) {
      Context parent = t % 50 == 7 ? remoteParent(base, t) : Context.root();
      Deque<io.opentelemetry.api.trace.Span> open = new ArrayDeque<>();
      for (int s = 0; s < spans; s++, serial++) {
        long start = base + serial * 1_000_003L + s;
        SpanBuilder builder =
            tracer
                .spanBuilder("operation " + s % 7)
                .setParent(parent)
                .setSpanKind(KINDS[serial % KINDS.length])
                .setStartTimestamp(start, TimeUnit.NANOSECONDS)
                .setAllAttributes(attributes(serial));
        if (serial % 5 == 0 && previous.isValid()) {
          builder.addLink(
              previous,
              Attributes.builder().put("link.reason", "follows").put("link.weight", 0.5).build());
        }
        io.opentelemetry.api.trace.Span span = builder.startSpan();
        if (serial % 3 == 0) {
          span.addEvent(
              "first",
              Attributes.builder()
                  .put("event.number", serial)
                  .put("event.ratio", 1.25)
                  .put("event.ok", true)
                  .put(AttributeKey.valueKey("event.bytes"), Value.of(new byte[] {0, -1, 127}))
                  .build(),
              start + 17,
              TimeUnit.NANOSECONDS);
          span.addEvent("no attributes", start + 18, TimeUnit.NANOSECONDS);
        }
        if (serial % 11 == 0) {
          span.recordException(new IllegalStateException("failure " + serial));
        }
        switch (serial % 4) {
          case 1 -> span.setStatus(io.opentelemetry.api.trace.StatusCode.OK);
          case 2 ->
              span.setStatus(io.opentelemetry.api.trace.StatusCode.ERROR, "it broke: ünexpected");
          case 3 -> span.setStatus(io.opentelemetry.api.trace.StatusCode.ERROR);
          default -> {}
        }
        open.push(span);
        previous = span.getSpanContext();
        if (s % 3 == 0) {
          parent = parent.with(span);
        }
      }
      for (io.opentelemetry.api.trace.Span span : open) {
        span.end(base + serial * 1_000_003L + 2_000_000_001L, TimeUnit.NANOSECONDS);
      }
    }
  }

  /** A parent in another party's service, whose own spans never arrive. */
  private static Context remoteParent(long base, int trace) {
    return Context.root()
        .with(
            io.opentelemetry.api.trace.Span.wrap(
                SpanContext.createFromRemoteParent(
                    new TraceId(base, trace + 1L).toString(),
                    new SpanId(0xabc000L + trace).toString(),
                    TraceFlags.getSampled(),
                    TraceState.builder().put("vendor", "e2e").put("other", "1").build())));
  }

  static Attributes attributes(int serial) {
    return Attributes.builder()
        .put("app.serial", serial)
        .put("app.text", "value " + serial % 17)
        .put("app.text.empty", "")
        .put("app.text.unicode", "Grüße 🚢 日本語 \"quoted\" \\ \n\t\u0001")
        .put("app.int.negative", -serial)
        .put("app.int.largest", Long.MAX_VALUE)
        .put("app.int.smallest", Long.MIN_VALUE)
        .put("app.double", serial + 0.1)
        .put("app.double.whole", (double) serial)
        .put("app.double.tiny", Double.MIN_VALUE)
        .put("app.double.huge", -Double.MAX_VALUE)
        .put("app.double.minus_zero", -0.0)
        .put("app.double.nan", Double.NaN)
        .put("app.double.infinite", Double.NEGATIVE_INFINITY)
        .put("app.yes", true)
        .put("app.no", false)
        .put("app.texts", "a", "", "ß")
        .put("app.ints", 1, -2, Long.MAX_VALUE)
        .put("app.doubles", 0.5, 2.0, Double.POSITIVE_INFINITY)
        .put("app.flags", true, false)
        .put(AttributeKey.stringArrayKey("app.none"), List.of())
        .put(AttributeKey.valueKey("app.bytes"), Value.of(new byte[] {0, 1, -2, 63}))
        .put(AttributeKey.valueKey("app.empty"), Value.empty())
        .put(
            AttributeKey.valueKey("app.mixed"),
            Value.of(Value.of("one"), Value.of(2), Value.of(3.0), Value.of(true), Value.empty()))
        .put(
            AttributeKey.valueKey("app.nested"),
            Value.of(
                KeyValue.of("text", Value.of("deep")),
                KeyValue.of("list", Value.of(Value.of(1), Value.of("x"))),
                KeyValue.of(
                    "more", Value.of(KeyValue.of("bytes", Value.of("raw".getBytes(UTF_8)))))))
        .put("app.long", serial % 250 == 0 ? "x".repeat(20_000) : "short")
        .build();
  }

  /** Keeps what the server acknowledged. */
  private static final class Recorder implements SpanExporter {
    private final SpanExporter exporter;
    private final Collection<Span> acknowledged = new ConcurrentLinkedQueue<>();
    private volatile int refused;
    private volatile @Nullable Throwable failure;

    Recorder(SpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      CompletableResultCode result = exporter.export(spans);
      result.whenComplete(() -> {
        if (result.isSuccess()) {
          spans.forEach(span -> acknowledged.add(JavaClient.span(span)));
        } else {
          settleFailure(spans.size(), result.getFailureThrowable());
        }
      });
      return result;
    }

    private synchronized void settleFailure(int spans, @Nullable Throwable cause) {
      refused += spans;
      failure = cause;
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }

  private static Span span(SpanData data) {
    SpanContext context = data.getSpanContext();
    SpanContext parent = data.getParentSpanContext();
    return new Span(
        TraceId.parse(context.getTraceId()),
        SpanId.parse(context.getSpanId()),
        parent.isValid() ? SpanId.parse(parent.getSpanId()) : null,
        traceState(context),
        flags(context, parent.isRemote()),
        data.getName(),
        dev.seamark.core.span.SpanKind.valueOf(data.getKind().name()),
        data.getStartEpochNanos(),
        data.getEndEpochNanos(),
        StatusCode.valueOf(data.getStatus().getStatusCode().name()),
        data.getStatus().getDescription(),
        attributes(data.getAttributes()),
        data.getTotalAttributeCount() - data.getAttributes().size(),
        data.getEvents().stream().map(JavaClient::event).toList(),
        data.getTotalRecordedEvents() - data.getEvents().size(),
        data.getLinks().stream().map(JavaClient::link).toList(),
        data.getTotalRecordedLinks() - data.getLinks().size(),
        new dev.seamark.core.span.Resource(
            attributes(data.getResource().getAttributes()),
            0,
            text(data.getResource().getSchemaUrl())),
        new InstrumentationScope(
            data.getInstrumentationScopeInfo().getName(),
            text(data.getInstrumentationScopeInfo().getVersion()),
            attributes(data.getInstrumentationScopeInfo().getAttributes()),
            0,
            text(data.getInstrumentationScopeInfo().getSchemaUrl())));
  }

  private static SpanEvent event(EventData event) {
    return new SpanEvent(
        event.getEpochNanos(),
        event.getName(),
        attributes(event.getAttributes()),
        event.getDroppedAttributesCount());
  }

  private static SpanLink link(LinkData link) {
    SpanContext context = link.getSpanContext();
    return new SpanLink(
        TraceId.parse(context.getTraceId()),
        SpanId.parse(context.getSpanId()),
        traceState(context),
        flags(context, context.isRemote()),
        attributes(link.getAttributes()),
        link.getTotalAttributeCount() - link.getAttributes().size());
  }

  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static String traceState(SpanContext context) {
    List<String> entries = new ArrayList<>();
    context.getTraceState().forEach((key, value) -> entries.add(key + "=" + value));
    return String.join(",", entries);
  }

  private static int flags(SpanContext context, boolean remote) {
    return (context.getTraceFlags().asByte() & 0xff) | (remote ? 0x300 : 0x100);
  }

  static Map<String, AttributeValue> attributes(Attributes attributes) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    attributes.forEach((key, value) -> values.put(key.getKey(), value(value)));
    return values;
  }

  private static AttributeValue value(Object value) {
    return switch (value) {
      case String text -> new AttributeValue.Text(text);
      case Boolean flag -> new AttributeValue.Bool(flag);
      case Long number -> new AttributeValue.Int(number);
      case Double number -> new AttributeValue.Real(number);
      case List<?> list -> new AttributeValue.Array(list.stream().map(JavaClient::value).toList());
      case Value<?> typed -> typed(typed);
      default -> throw new IllegalArgumentException("value: " + value.getClass());
    };
  }

  static AttributeValue typed(Value<?> value) {
    return switch (value.getType()) {
      case STRING, BOOLEAN, LONG, DOUBLE, ARRAY -> value(value.getValue());
      case EMPTY -> AttributeValue.Empty.INSTANCE;
      case BYTES -> {
        ByteBuffer buffer = ((ByteBuffer) value.getValue()).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        yield new AttributeValue.Bytes(Base64.getEncoder().encodeToString(bytes));
      }
      case KEY_VALUE_LIST -> {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        for (Object entry : (List<?>) value.getValue()) {
          KeyValue pair = (KeyValue) entry;
          values.put(pair.getKey(), typed(pair.getValue()));
        }
        yield new AttributeValue.KeyValues(values);
      }
    };
  }
}
