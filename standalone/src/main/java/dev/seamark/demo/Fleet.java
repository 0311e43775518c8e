package dev.seamark.demo;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One SDK per service, as if each ran in a process of its own. Closing it flushes them all. */
final class Fleet implements AutoCloseable {
  private static final Duration FLUSH = Duration.ofSeconds(20);

  private final Map<Service, SdkTracerProvider> providers = new EnumMap<>(Service.class);

  /**
   * @param processors called once per service
   */
  Fleet(Supplier<SpanProcessor> processors) {
    for (Service service : Service.values()) {
      providers.put(
          service,
          SdkTracerProvider.builder()
              .setResource(service.resource())
              .addSpanProcessor(processors.get())
              .build());
    }
  }

  Tracer tracer(Service service) {
    SdkTracerProvider provider = providers.get(service);
    if (provider == null) {
      throw new IllegalStateException("service: " + service + " (expected: one of the fleet)");
    }
    return provider.get("dev.seamark.demo." + service.namespace(), "1.0.0");
  }

  @Override
  public void close() {
    List<CompletableResultCode> closing = new ArrayList<>();
    for (SdkTracerProvider provider : providers.values()) {
      closing.add(provider.shutdown());
    }
    CompletableResultCode.ofAll(closing).join(FLUSH.toMillis(), TimeUnit.MILLISECONDS);
  }
}
