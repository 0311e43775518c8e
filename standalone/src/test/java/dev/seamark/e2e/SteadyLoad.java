package dev.seamark.e2e;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A few senders that export one small trace after the other, with the retries of the OpenTelemetry
 * SDK, and remember which spans were acknowledged.
 */
final class SteadyLoad {
  private static final int SPANS = 20;
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Kept, so that its level is: refusals are what is wanted here, the SDK would tell of each. */
  private static final Logger SDK_LOG = Logger.getLogger("io.opentelemetry");

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
  private final List<Thread> senders = new ArrayList<>();
  private volatile boolean stopping;

  /** Starts {@code senders} senders; each span's service is {@code service}. */
  SteadyLoad(URI endpoint, String key, String service, int senders) {
    SDK_LOG.setLevel(Level.OFF);
    for (int i = 0; i < senders; i++) {
      this.senders.add(
          Thread.ofPlatform().name("sender-" + i).start(() -> send(endpoint, key, service)));
    }
  }

  /** Ids of the spans whose request was answered with success. */
  Set<String> acknowledged() {
    return acknowledged;
  }

  /** Ids of the spans whose request failed after all retries: they may be stored or not. */
  Set<String> unanswered() {
    return unanswered;
  }

  private void send(URI endpoint, String key, String service) {
    InMemorySpanExporter made = InMemorySpanExporter.create();
    try (OtlpHttpSpanExporter exporter =
            OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint + "/v1/traces")
                .addHeader("Authorization", "Bearer " + key)
                .setTimeout(Duration.ofSeconds(10))
                .build();
        SdkTracerProvider provider =
            SdkTracerProvider.builder()
                .setResource(Resource.builder().put("service.name", service).build())
                .addSpanProcessor(SimpleSpanProcessor.create(made))
                .build()) {
      Tracer tracer = provider.get("load");
      while (!stopping) {
        makeTrace(tracer);
        List<SpanData> spans = List.copyOf(made.getFinishedSpanItems());
        made.reset();
        CompletableResultCode result = exporter.export(spans).join(60, TimeUnit.SECONDS);
        Set<String> outcome = result.isSuccess() ? acknowledged : unanswered;
        spans.forEach(span -> outcome.add(span.getTraceId() + span.getSpanId()));
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static void makeTrace(Tracer tracer) {
    var root = tracer.spanBuilder("root").setNoParent().setSpanKind(SpanKind.SERVER).startSpan();
    Context context = Context.root().with(root);
    for (int i = 1; i < SPANS; i++) {
      tracer.spanBuilder("child").setParent(context).setAttribute("n", i).startSpan().end();
    }
    root.end();
  }

  /** Ends after the requests that are under way. */
  void stop() throws InterruptedException {
    stopping = true;
    for (Thread sender : senders) {
      sender.join();
    }
  }
}
