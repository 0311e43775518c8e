package dev.seamark.storage.tests;

import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.AttributeValue.Array;
import dev.seamark.core.span.AttributeValue.Bool;
import dev.seamark.core.span.AttributeValue.Int;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Spans as services send them: traces of a few spans over several services, twelve attributes a
 * span, some with events and links. The same random source gives the same spans.
 */
public final class SpanFixtures {
  private static final int SPANS_PER_TRACE = 8;
  private static final int SERVICES = 10;

  private static final List<String> ROUTES =
      List.of("/cart", "/cart/{id}", "/checkout", "/products/{id}", "/login", "/search");
  private static final List<String> METHODS = List.of("GET", "GET", "GET", "POST", "PUT");
  private static final List<String> TABLES = List.of("orders", "users", "items", "payments");

  private final RandomGenerator random;
  private final List<Resource> resources = new ArrayList<>();
  private final InstrumentationScope scope =
      new InstrumentationScope("io.opentelemetry.netty-4.1", "2.10.0-alpha", Map.of(), 0, "");

  public SpanFixtures(RandomGenerator random) {
    this.random = random;
    for (int i = 0; i < SERVICES; i++) {
      resources.add(resource("service-" + i, i));
    }
  }

  /** That many spans of consecutive traces that begin within a second after {@code start}. */
  public List<Span> spans(int count, long start) {
    List<Span> spans = new ArrayList<>(count);
    while (spans.size() < count) {
      List<Span> trace = trace(SPANS_PER_TRACE, start + random.nextLong(1_000_000_000L));
      spans.addAll(trace.subList(0, Math.min(trace.size(), count - spans.size())));
    }
    return spans;
  }

  /** One trace: the first span is the root. */
  public List<Span> trace(int spanCount, long start) {
    TraceId traceId = new TraceId(random.nextLong(), random.nextLong() | 1);
    List<Span> spans = new ArrayList<>(spanCount);
    @Nullable SpanId parent = null;
    for (int i = 0; i < spanCount; i++) {
      Span span = span(traceId, parent, start + i * 1_234_567L);
      spans.add(span);
      parent = spans.get(random.nextInt(spans.size())).spanId();
    }
    return spans;
  }

  /** One span with everything but its identity at random. */
  public Span span(TraceId traceId, @Nullable SpanId parent, long start) {
    boolean error = random.nextInt(20) == 0;
    String method = pick(METHODS);
    String route = pick(ROUTES);
    return new Span(
        traceId,
        new SpanId(random.nextLong() | 1),
        parent,
        "",
        0x101,
        method + " " + route,
        SpanKind.of(1 + random.nextInt(5)),
        start,
        start + 100_000 + random.nextLong(50_000_000),
        error ? StatusCode.ERROR : StatusCode.UNSET,
        error ? "upstream timed out" : "",
        attributes(method, route, error),
        0,
        error ? List.of(exception(start + 90_000)) : List.of(),
        0,
        random.nextInt(50) == 0 ? List.of(link()) : List.of(),
        0,
        resources.get(random.nextInt(resources.size())),
        scope);
  }

  private Map<String, AttributeValue> attributes(String method, String route, boolean error) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    attributes.put("http.request.method", new Text(method));
    attributes.put("http.route", new Text(route));
    attributes.put(
        "url.path", new Text(route.replace("{id}", Integer.toString(random.nextInt(9999)))));
    attributes.put("http.response.status_code", new Int(error ? 503 : 200));
    attributes.put(
        "server.address", new Text("10.0." + random.nextInt(4) + "." + random.nextInt(250)));
    attributes.put("server.port", new Int(8080));
    attributes.put(
        "user_agent.original", new Text("Mozilla/5.0 (X11; Linux x86_64) Firefox/132.0"));
    attributes.put("enduser.id", new Text("user-" + random.nextInt(100_000)));
    attributes.put("db.collection.name", new Text(pick(TABLES)));
    attributes.put("thread.name", new Text("http-worker-" + random.nextInt(16)));
    attributes.put("cache.hit", new Bool(random.nextBoolean()));
    attributes.put("cart.total", new Real(random.nextInt(100_000) / 100.0));
    if (random.nextInt(50) == 0) {
      attributes.put("tags", new Array(List.of(new Text("beta"), new Text("käufer"))));
    }
    return attributes;
  }

  private SpanEvent exception(long at) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    attributes.put("exception.type", new Text("java.net.SocketTimeoutException"));
    attributes.put("exception.message", new Text("Read timed out after 30000 ms"));
    attributes.put(
        "exception.stacktrace",
        new Text(
            "java.net.SocketTimeoutException: Read timed out\n\tat shop.Cart.load(Cart.java:42)"));
    return new SpanEvent(at, "exception", attributes, 0);
  }

  private SpanLink link() {
    return new SpanLink(
        new TraceId(random.nextLong(), 1),
        new SpanId(random.nextLong() | 1),
        "",
        1,
        Map.of("messaging.operation", new Text("receive")),
        0);
  }

  private Resource resource(String service, int number) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    attributes.put("service.name", new Text(service));
    attributes.put("service.namespace", new Text("shop"));
    attributes.put("service.version", new Text("1." + number + ".0"));
    attributes.put("service.instance.id", new Text(service + "-7d9f8b6c5-" + number));
    attributes.put("host.name", new Text("node-" + number % 3));
    attributes.put("process.pid", new Int(4_000 + number));
    attributes.put("telemetry.sdk.name", new Text("opentelemetry"));
    attributes.put("telemetry.sdk.language", new Text("java"));
    return new Resource(attributes, 0, "https://opentelemetry.io/schemas/1.27.0");
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
