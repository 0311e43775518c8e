package dev.seamark.benchmarks.ingest;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Encoded export requests: traces of 1 to 19 spans of a shop with 20 services, grouped by resource,
 * 12 attributes a span, ids and times never repeated. One sender sends whole traces, as a collector
 * does; several send the spans of their own services, so that most traces come in several requests,
 * one after the other.
 */
final class OtlpRequests {
  private static final String[] SERVICES = {
    "checkout", "cart", "catalog", "search", "auth", "gateway", "billing", "mail", "stock",
    "shipping", "ads", "recommend", "users", "orders", "payments", "currency", "quotes", "images",
    "reviews", "fraud"
  };
  private static final String[] THINGS = {"orders", "carts", "items", "users", "quotes"};
  private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE"};

  private final SplittableRandom random;
  private final int spansPerRequest;
  private long clock;
  private long traces;
  private long spans;

  private final int senders;

  OtlpRequests(long seed, int spansPerRequest, int senders, long startEpochNanos) {
    this.senders = senders;
    this.random = new SplittableRandom(seed);
    this.spansPerRequest = spansPerRequest;
    this.clock = startEpochNanos;
  }

  /** Traces encoded so far. */
  long traces() {
    return traces;
  }

  /** Spans encoded so far. */
  long spans() {
    return spans;
  }

  /** About so many requests: each sender sends equally many. */
  List<byte[]> requests(int count) {
    return requests(count, spansPerRequest);
  }

  /** Requests of another size, on average. */
  List<byte[]> requests(int count, int size) {
    List<byte[]> requests = new ArrayList<>();
    while (requests.size() < count) {
      addRound(requests, size * senders);
    }
    return requests;
  }

  /** One request per sender. */
  private void addRound(List<byte[]> requests, int size) {
    spans += size;
    Map<Integer, List<Span>> byResource = new TreeMap<>();
    int left = size;
    while (left > 0) {
      int spansOfTrace = Math.min(left, 1 + random.nextInt(19));
      trace(spansOfTrace, byResource);
      left -= spansOfTrace;
    }
    for (int sender = 0; sender < senders; sender++) {
      ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
      for (Map.Entry<Integer, List<Span>> entry : byResource.entrySet()) {
        if (entry.getKey() / 3 % senders == sender) {
          request.addResourceSpans(resourceSpans(entry.getKey(), entry.getValue()));
        }
      }
      requests.add(request.build().toByteArray());
    }
  }

  private static ResourceSpans resourceSpans(int resource, List<Span> spans) {
    return ResourceSpans.newBuilder()
        .setResource(resource(resource))
        .addScopeSpans(
            ScopeSpans.newBuilder()
                .setScope(
                    InstrumentationScope.newBuilder()
                        .setName("io.opentelemetry.netty")
                        .setVersion("2.19.0-alpha"))
                .addAllSpans(spans))
        .build();
  }

  private void trace(int size, Map<Integer, List<Span>> byResource) {
    traces++;
    clock += 40_000 + random.nextInt(20_000);
    ByteString traceId = id(16);
    String user = "user-" + zipf(20_000);
    List<ByteString> ids = new ArrayList<>();
    int shape = zipf(40);
    for (int i = 0; i < size; i++) {
      int operation = Math.floorMod(shape * 31 + i * 17, 100);
      int service = i == 0 ? shape % 8 : operation * 7 % 20;
      ByteString parent = i == 0 ? ByteString.EMPTY : ids.get(random.nextInt(ids.size()));
      ByteString spanId = id(8);
      ids.add(spanId);
      byResource
          .computeIfAbsent(service * 3 + random.nextInt(3), _ -> new ArrayList<>())
          .add(span(traceId, spanId, parent, operation, service, user, i));
    }
  }

  private Span span(
      ByteString traceId,
      ByteString spanId,
      ByteString parent,
      int operation,
      int service,
      String user,
      int position) {
    long start = clock + position * 300_000L + random.nextInt(200_000);
    long duration = (long) Math.exp(12.5 + 1.2 * random.nextDouble(-2, 2)) + random.nextInt(1_000);
    boolean failed = random.nextInt(97) == 0;
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(traceId)
            .setSpanId(spanId)
            .setParentSpanId(parent)
            .setFlags(257)
            .setStartTimeUnixNano(start)
            .setEndTimeUnixNano(start + duration);
    if (failed) {
      span.setStatus(
          Status.newBuilder()
              .setCode(Status.StatusCode.STATUS_CODE_ERROR)
              .setMessage("deadline exceeded"));
    }
    if (operation % 4 < 2) {
      http(span, operation, service, user, failed);
    } else if (operation % 4 == 2) {
      database(span, operation, user);
    } else {
      call(span, operation, service, user);
    }
    return span.addAttributes(bool("app.cached", random.nextInt(3) == 0)).build();
  }

  private void http(Span.Builder span, int operation, int service, String user, boolean failed) {
    String method = METHODS[operation % 11 % 4];
    String thing = THINGS[operation % 5];
    String route = "/api/v1/" + thing + "/{id}/" + operation;
    span.setName(method + " " + route)
        .setKind(
            operation % 2 == 0 ? Span.SpanKind.SPAN_KIND_CLIENT : Span.SpanKind.SPAN_KIND_SERVER)
        .addAttributes(text("http.request.method", method))
        .addAttributes(text("url.scheme", "https"))
        .addAttributes(text("http.route", route))
        .addAttributes(text("url.path", "/api/v1/" + thing + "/" + zipf(50_000) + "/" + operation))
        .addAttributes(text("server.address", "shop-" + service + ".internal"))
        .addAttributes(text("network.protocol.version", operation % 3 == 0 ? "2" : "1.1"))
        .addAttributes(
            text(
                "user_agent.original",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/"
                    + (120 + random.nextInt(12))
                    + ".0.0.0 Safari/537.36"))
        .addAttributes(text("user.id", user))
        .addAttributes(number("http.response.status_code", failed ? 500 : 200 + zipf(4)))
        .addAttributes(number("server.port", 443))
        .addAttributes(number("http.response.body.size", random.nextInt(16_000)));
  }

  private void database(Span.Builder span, int operation, String user) {
    String table = THINGS[operation % 4] + "_" + operation;
    span.setName("SELECT shop." + table)
        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
        .addAttributes(text("db.system.name", "postgresql"))
        .addAttributes(text("db.namespace", "shop"))
        .addAttributes(text("db.operation.name", "SELECT"))
        .addAttributes(text("db.collection.name", table))
        .addAttributes(
            text(
                "db.query.text",
                "SELECT id, customer, total, created_at FROM "
                    + table
                    + " WHERE id = $1 AND state <> $2 LIMIT 100"))
        .addAttributes(text("server.address", "pg-" + operation % 5 + ".internal"))
        .addAttributes(text("thread.name", "worker-" + random.nextInt(16)))
        .addAttributes(text("user.id", user))
        .addAttributes(number("db.response.returned_rows", random.nextInt(100)))
        .addAttributes(number("server.port", 5432))
        .addAttributes(number("thread.id", random.nextInt(64)));
  }

  private void call(Span.Builder span, int operation, int service, String user) {
    span.setName("shop.v1.Orders/Call" + operation)
        .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
        .addAttributes(text("rpc.system", "grpc"))
        .addAttributes(text("rpc.service", "shop.v1.Orders"))
        .addAttributes(text("rpc.method", "Call" + operation))
        .addAttributes(text("server.address", "shop-" + service + ".internal"))
        .addAttributes(text("network.transport", "tcp"))
        .addAttributes(text("network.type", "ipv4"))
        .addAttributes(text("thread.name", "worker-" + random.nextInt(16)))
        .addAttributes(text("user.id", user))
        .addAttributes(number("rpc.grpc.status_code", 0))
        .addAttributes(number("server.port", 8443))
        .addAttributes(number("thread.id", random.nextInt(64)));
  }

  private static Resource resource(int number) {
    return Resource.newBuilder()
        .addAttributes(text("service.name", SERVICES[number / 3] + "-service"))
        .addAttributes(text("service.namespace", "shop"))
        .addAttributes(text("service.version", "1.4." + number % 3))
        .addAttributes(text("service.instance.id", "pod-" + number))
        .addAttributes(text("deployment.environment.name", "production"))
        .addAttributes(text("telemetry.sdk.language", "java"))
        .build();
  }

  private int zipf(int values) {
    return (int) Math.floor(Math.pow(values, random.nextDouble())) - 1;
  }

  private ByteString id(int bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      buffer.putLong(random.nextLong());
    }
    return UnsafeByteOperations.unsafeWrap(buffer.array());
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  private static KeyValue bool(String key, boolean value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setBoolValue(value))
        .build();
  }
}
