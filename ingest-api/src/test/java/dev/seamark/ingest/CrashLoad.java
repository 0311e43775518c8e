package dev.seamark.ingest;

import com.google.protobuf.ByteString;
import dev.seamark.ingest.otlp.Requests;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Exporters under way: a few threads send spans, the same bytes again until they are acknowledged.
 * Traces reach over two requests, so summaries have to be recomputed. Everything acknowledged is
 * remembered as an oracle.
 */
final class CrashLoad implements AutoCloseable {
  private static final int SPANS = 20;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final int port;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean stopping;

  final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  final Set<String> traces = ConcurrentHashMap.newKeySet();
  final AtomicLong errors = new AtomicLong();
  final AtomicLong durations = new AtomicLong();
  final AtomicLong requests = new AtomicLong();
  final AtomicLong retries = new AtomicLong();
  final Set<Integer> refusals = ConcurrentHashMap.newKeySet();

  CrashLoad(int port) {
    this.port = port;
  }

  void start(int clients) {
    for (int i = 0; i < clients; i++) {
      long seed = i;
      running.incrementAndGet();
      threads.execute(() -> run(new Random(seed)));
    }
  }

  /** Ends when every request begun is acknowledged. */
  void finish(Duration limit) {
    stopping = true;
    Await.untilEqual(0, limit, running::get);
  }

  private void run(Random random) {
    try (IngestClient client = new IngestClient(port, IngestService.SECRET)) {
      byte[] shared = id(random, 16);
      while (!stopping) {
        byte[] next = id(random, 16);
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < SPANS; i++) {
          spans.add(span(random, i % 2 == 0 ? shared : next));
        }
        shared = next;
        deliver(client, spans);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } finally {
      running.decrementAndGet();
    }
  }

  private void deliver(IngestClient client, List<Span> spans) {
    byte[] body = Requests.of(spans).toByteArray();
    int status = send(client, body);
    while (status != 200) {
      refusals.add(status);
      retries.incrementAndGet();
      LockSupport.parkNanos(PAUSE.multipliedBy(5).toNanos());
      status = send(client, body);
    }
    requests.incrementAndGet();
    for (Span span : spans) {
      acknowledged.add(hex(span.getTraceId()) + hex(span.getSpanId()));
      traces.add(hex(span.getTraceId()));
      durations.addAndGet(span.getEndTimeUnixNano() - span.getStartTimeUnixNano());
      if (span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR) {
        errors.incrementAndGet();
      }
    }
  }

  /** The status, 0 when there was none: the service or its connection died. */
  private static int send(IngestClient client, byte[] body) {
    try {
      return client.postTraces(body).statusCode();
    } catch (UncheckedIOException _) {
      return 0;
    }
  }

  private static Span span(Random random, byte[] traceId) {
    Instant now = Clock.systemUTC().instant();
    long start = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    Span.Builder span =
        Requests.span(start)
            .setTraceId(ByteString.copyFrom(traceId))
            .setSpanId(ByteString.copyFrom(id(random, 8)))
            .setEndTimeUnixNano(start + random.nextInt(1_000_000_000));
    if (random.nextInt(10) == 0) {
      span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
    }
    return span.build();
  }

  private static byte[] id(Random random, int length) {
    byte[] id = new byte[length];
    random.nextBytes(id);
    return id;
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  @Override
  public void close() {
    stopping = true;
    threads.shutdownNow();
  }
}
