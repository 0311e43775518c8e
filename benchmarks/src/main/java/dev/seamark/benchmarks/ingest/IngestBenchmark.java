package dev.seamark.benchmarks.ingest;

import dev.seamark.benchmarks.Benchmark;
import dev.seamark.benchmarks.Latencies;
import dev.seamark.benchmarks.Options;
import dev.seamark.benchmarks.Report;
import dev.seamark.benchmarks.ingest.PlainInserts.Versions;
import dev.seamark.benchmarks.stack.Engine;
import dev.seamark.benchmarks.stack.ProcessUsage;
import dev.seamark.benchmarks.stack.Stack;
import dev.seamark.benchmarks.stack.Workspace;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Drives ingest-api with OTLP requests until all is stored, counts what arrived, and compares the
 * CPU with that of plain inserts of the same rows; then asks how soon answers come at half of that
 * rate.
 */
public final class IngestBenchmark implements Benchmark {
  private static final long SEED = 20_261_120;
  private static final Duration STORED_LIMIT = Duration.ofMinutes(5);

  private static final int ROUND_REQUESTS = 100;
  private static final int ROUND_SMALL_REQUESTS = 2_000;

  /** Spans of a small request. */
  private static final int SMALL_REQUEST = 10;

  /** A round's share of the compiler in ingest-api's CPU that counts as warm. */
  private static final double WARM = 0.05;

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String summary() {
    return "The way in: rate, latency, CPU by process, against plain inserts of the same rows";
  }

  @Override
  public String help() {
    return """
    --requests N   requests that count, at full rate (2000)
    --half N       requests at half of that rate, for latency (1000)
    --spans N      spans per request (500)
    --senders N    1: every trace comes in one request; more: each sends the spans of some of the
                   services, so that traces come in pieces (1)
    --warm-up N    most rounds sent before, which do not count: as many as it takes until the JVM's
                   compiler has little left to do (20)
    --callers N    callers at once, each waiting for its answer (8)
    --folder DIR   where the stack keeps its data; kept afterwards (a temporary one)
    """;
  }

  @Override
  public void run(Options options, PrintStream out) throws Exception {
    int requests = Math.toIntExact(options.number("requests", 2_000));
    int half = Math.toIntExact(options.number("half", 1_000));
    int spans = Math.toIntExact(options.number("spans", 500));
    int warmUp = Math.toIntExact(options.number("warm-up", 20));
    int callers = Math.toIntExact(options.number("callers", 8));
    int senders = Math.toIntExact(options.number("senders", 1));
    try (Workspace folder = Workspace.of(options.text("folder"))) {
      options.requireAllKnown();
      try (Stack stack = Stack.start(folder.path(), true)) {
        Duration past =
            Duration.ofSeconds(60L * (requests + half + 200L * warmUp) * spans / 1_000_000 + 600);
        OtlpRequests generator =
            new OtlpRequests(SEED, spans, senders, nanos(Instant.now().minus(past)));
        Load load = new Load(stack.ingest().url(), callers);
        Measured measured = new Measured(stack, out);

        warmUp(stack, load, generator, warmUp);
        out.println("Warmed up by " + generator.spans() + " spans");
        measured.awaitSpans(generator.spans(), STORED_LIMIT);
        stack.engine().mergeAll(Engine.DATABASE);

        List<byte[]> encoded = generator.requests(requests);
        long rows = (long) encoded.size() * spans;
        out.println("Sending " + rows + " spans");
        long firstVersion = nanos(Instant.now());
        Usage before = Usage.of(stack);
        long start = System.nanoTime();
        Load.Result result = load.send(encoded);
        measured.awaitSpans(generator.spans(), STORED_LIMIT);
        double storedSeconds = (System.nanoTime() - start) / 1e9;
        stack.engine().awaitQuiet();
        Usage used = Usage.of(stack).since(before);
        long lastVersion = nanos(Instant.now());

        double rate = encoded.size() / storedSeconds / 2;
        out.println("Sending " + (long) half * spans + " spans at half the rate");
        Load.Result calm = load.send(generator.requests(half), rate);
        measured.awaitSpans(generator.spans(), STORED_LIMIT);
        stack.engine().awaitQuiet();
        measured.requireEverything(generator.spans(), generator.traces());

        out.println("Inserting the same rows plainly");
        PlainInserts.Result plain =
            new PlainInserts(stack.engine(), folder.path())
                .run(new Versions(0, firstVersion - 1), new Versions(firstVersion, lastVersion));
        if (plain.rows() != rows) {
          throw new IllegalStateException(
              "rows of the measured stretch: " + plain.rows() + " (expected: " + rows + ")");
        }
        printRates(out, result, rows, storedSeconds, encoded);
        printLatencies(out, result.latencies(), calm.latencies(), rate * spans);
        printCpu(out, used, plain.used(), rows);
        printMemory(out, stack, measured);
      }
    }
  }

  /**
   * Sends rounds until the compiler has little left to do. What runs once per request is compiled
   * late, so most requests of a round are small.
   */
  private static void warmUp(Stack stack, Load load, OtlpRequests generator, int rounds)
      throws InterruptedException {
    boolean warm = false;
    for (int round = 0; round < rounds && !warm; round++) {
      List<byte[]> requests = generator.requests(ROUND_REQUESTS);
      requests.addAll(generator.requests(ROUND_SMALL_REQUESTS, SMALL_REQUEST));
      Usage before = Usage.of(stack);
      load.send(requests);
      Usage used = Usage.of(stack).since(before);
      warm = used.compiler() < WARM * used.ingest();
    }
  }

  private static void printRates(
      PrintStream out, Load.Result result, long rows, double storedSeconds, List<byte[]> encoded) {
    long bytes = encoded.stream().mapToLong(body -> body.length).sum();
    new Report(
            "Ingest: " + rows + " spans, " + bytes / rows + " bytes each on the wire",
            "measure",
            "value")
        .row("acknowledged, spans/s", (long) (rows / result.seconds()))
        .row("stored, spans/s", (long) (rows / storedSeconds))
        .row("postponed (503, 429)", result.postponed())
        .row("lost, doubled", "0, 0")
        .print(out);
  }

  private static void printLatencies(
      PrintStream out, Latencies full, Latencies half, double halfRate) {
    Report report = new Report("Acknowledged in, ms", "load", "p50", "p95", "p99");
    latencies(report, "as fast as the answers come", full);
    latencies(report, "half of the stored rate, %d spans/s".formatted((long) halfRate), half);
    report.print(out);
  }

  private static void latencies(Report report, String load, Latencies latencies) {
    report.row(load, latencies.millis(0.5), latencies.millis(0.95), latencies.millis(0.99));
  }

  private static void printCpu(PrintStream out, Usage used, EngineUsage plain, long rows) {
    double perMillion = 1e6 / rows;
    Report report = new Report("CPU seconds per million spans", "process", "seconds");
    report.row("ingest-api", used.ingest() * perMillion);
    details(report, used.ingestThreads(), perMillion);
    report.row("Redis", used.redis() * perMillion);
    report.row("ClickHouse", used.engine().process() * perMillion);
    details(report, used.engine(), perMillion);
    report.row("all", used.total() * perMillion);
    report.row("plain Native inserts of the same rows", plain.process() * perMillion);
    details(report, plain, perMillion);
    report.row("ratio", used.total() / plain.process());
    report.row(
        "ratio without the JVM's compiler", (used.total() - used.compiler()) / plain.process());
    report.print(out);
  }

  private static void details(Report report, EngineUsage engine, double perMillion) {
    details(report, engine.statements(), perMillion);
    report.row("- merges", engine.merges() * perMillion);
    report.row("- rest", engine.rest() * perMillion);
  }

  private static void details(Report report, Map<String, Double> seconds, double perMillion) {
    seconds.forEach((name, each) -> report.row("- " + name, each * perMillion));
  }

  private static void printMemory(PrintStream out, Stack stack, Measured measured) {
    Report report = new Report("Memory, MB resident, and disk", "what", "now", "highest");
    row(report, "ingest-api", stack.ingest().pid());
    row(report, "Redis", stack.redis().pid());
    row(report, "ClickHouse", stack.engine().pid());
    report.row("bytes per span, table spans", measured.bytesPerSpan("spans"), "");
    report.row("bytes per span, all tables", measured.bytesPerSpan("%"), "");
    report.print(out);
  }

  private static void row(Report report, String name, long pid) {
    ProcessUsage.Resident resident = ProcessUsage.resident(pid);
    report.row(name, (long) resident.now(), (long) resident.peak());
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
  }
}
