package dev.seamark.demo;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code ./seamark demo}: sends demo traffic for a bounded time and tells what became of it. */
public final class Demo {
  private static final int QUEUE = 8_192;
  private static final Duration TICK = Duration.ofMillis(100);

  /** Kept so that the level set on it is not forgotten with the logger. */
  private static final Logger SDK_LOG = Logger.getLogger("io.opentelemetry");

  private final DemoOptions options;
  private final PrintStream out;
  private final boolean terminal;
  private final CountDownLatch stop = new CountDownLatch(1);

  Demo(DemoOptions options, PrintStream out, boolean terminal) {
    this.options = options;
    this.out = out;
    this.terminal = terminal;
  }

  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    DemoOptions options;
    try {
      options = DemoOptions.parse(arguments, System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    if (options.help()) {
      out.print(DemoOptions.USAGE);
      return;
    }
    Demo demo = new Demo(options, out, onTerminal());
    Thread main = Thread.currentThread();
    Thread onInterrupt = new Thread(() -> demo.stopAndWaitFor(main), "demo-stop");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    int status = demo.run();
    if (demo.stop.getCount() > 0) {
      System.exit(status);
    }
  }

  @SuppressWarnings("SystemConsoleNull") // Null since JDK 25 again, unless a provider is chosen.
  private static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private void stopAndWaitFor(Thread main) {
    boolean interrupted = main.isAlive() && stop.getCount() > 0;
    stop.countDown();
    if (interrupted) {
      try {
        main.join(Duration.ofSeconds(25));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Runs to the end of its time.
   *
   * @return the exit status: 0 when every span was acknowledged
   */
  int run() throws InterruptedException {
    String trouble = findTrouble();
    if (!trouble.isEmpty()) {
      out.println(trouble);
      return 1;
    }
    // The summary tells of failures once, the SDK would tell of each.
    SDK_LOG.setLevel(Level.OFF);
    Instant start = Instant.now();
    long stories;
    String agentTrace;
    Delivery delivery = new Delivery();
    try (Fleet fleet = new Fleet(() -> processor(delivery))) {
      Traffic traffic = new Traffic(fleet, new Random());
      stories = play(traffic, delivery, start);
      agentTrace = traffic.lastAgentTrace();
    }
    int status = summarise(delivery.counts(), stories, Duration.between(start, Instant.now()));
    if (delivery.counts().acknowledged() > 0) {
      suggest(agentTrace);
    }
    return status;
  }

  private long play(Traffic traffic, Delivery delivery, Instant start) throws InterruptedException {
    long stories = 0;
    Instant nextLine = start;
    while (stories < options.traces()) {
      Instant now = Instant.now();
      Duration elapsed = Duration.between(start, now);
      if (elapsed.compareTo(options.duration()) >= 0) {
        break;
      }
      long due = Math.min(options.traces(), 1 + elapsed.toMillis() * options.rate() / 1_000);
      for (; stories < due && stop.getCount() > 0; stories++) {
        delivery.awaitRoom(QUEUE / 2);
        traffic.play(TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
      }
      if (!now.isBefore(nextLine)) {
        progress(delivery.counts(), stories, elapsed);
        nextLine = now.plusSeconds(terminal ? 1 : 10);
      }
      if (stop.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    return stories;
  }

  /**
   * Asks the receiver with an empty request, which a working one accepts; empty when all is well.
   */
  private String findTrouble() throws InterruptedException {
    URI url = URI.create(options.endpoint() + "/v1/traces");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.noBody());
    if (!options.key().isEmpty()) {
      request.header("Authorization", "Bearer " + options.key());
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      int status =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      return switch (status) {
        case 200 -> "";
        case 401 ->
            options.key().isEmpty()
                ? url + " wants a key: give --key, or set SEAMARK_KEY."
                : url + " does not know this key (401). `./seamark status` shows the right one.";
        case 403 -> "This key may not send (403): its scopes lack INGEST.";
        default -> url + " answered " + status + " to an empty request (expected: 200).";
      };
    } catch (ConnectException e) {
      return "Nothing answers at " + options.endpoint() + ". Is Seamark up? Start it: ./seamark up";
    } catch (IOException e) {
      return "No answer from " + url + ": " + e.getMessage();
    }
  }

  private OtlpHttpSpanExporter exporter() {
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(options.endpoint() + "/v1/traces")
            .setCompression("gzip");
    if (!options.key().isEmpty()) {
      builder.addHeader("Authorization", "Bearer " + options.key());
    }
    return builder.build();
  }

  private SpanProcessor processor(Delivery delivery) {
    return SpanProcessor.composite(
        new EndCounter(delivery),
        BatchSpanProcessor.builder(delivery.counting(exporter()))
            .setMaxQueueSize(QUEUE)
            .setScheduleDelay(Duration.ofMillis(500))
            .build());
  }

  private void progress(Delivery.Counts counts, long stories, Duration elapsed) {
    String line =
        String.format(
            Locale.ROOT,
            "%3d s of %d s: %,d stories, %,d spans acknowledged, %,d under way, %,d failed",
            elapsed.toSeconds(),
            options.duration().toSeconds(),
            stories,
            counts.acknowledged(),
            counts.underWay(),
            counts.failed());
    if (terminal) {
      out.print("\r" + line + "   ");
      out.flush();
    } else {
      out.println(line);
    }
  }

  private int summarise(Delivery.Counts counts, long stories, Duration elapsed) {
    if (terminal) {
      out.println();
    }
    out.printf(
        Locale.ROOT,
        "%nSent %,d spans of %,d stories in %.1f s: %,d acknowledged, %,d failed, %,d dropped.%n",
        counts.ended(),
        stories,
        elapsed.toMillis() / 1_000.0,
        counts.acknowledged(),
        counts.failed(),
        counts.underWay());
    if (counts.lastFailure() != null) {
      out.println("Last failure: " + counts.lastFailure());
    }
    return counts.acknowledged() == counts.ended() ? 0 : 1;
  }

  private void suggest(String agentTrace) {
    String curl = "  curl -H \"Authorization: Bearer $SEAMARK_KEY\" '" + options.query();
    out.println();
    out.println("See the newest failed traces, with the key of ./seamark status in SEAMARK_KEY:");
    out.println(curl + "/api/v1/traces?status=error&limit=5'");
    if (!agentTrace.isEmpty()) {
      out.println("and an agent's run with its messages, tool calls and tokens:");
      out.println(curl + "/api/v1/traces/" + agentTrace + "'");
    }
  }

  /** Tells the delivery how many spans there are to deliver. */
  private record EndCounter(Delivery delivery) implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      SpanContext context = span.getSpanContext();
      if (context.isSampled()) {
        delivery.spanEnded();
      }
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
