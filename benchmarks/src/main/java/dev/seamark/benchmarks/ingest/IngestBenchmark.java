package dev.seamark.benchmarks.ingest;

import dev.seamark.benchmarks.Benchmark;
import dev.seamark.benchmarks.Options;
import dev.seamark.benchmarks.Report;
import dev.seamark.benchmarks.stack.ProcessUsage;
import dev.seamark.benchmarks.stack.Stack;
import dev.seamark.benchmarks.stack.Workspace;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Drives ingest-api with OTLP requests until all is stored, counts what arrived, and compares the
 * CPU with that of plain inserts of the same rows.
 */
public final class IngestBenchmark implements Benchmark {
  private static final long SEED = 20_261_120;
  private static final Duration STORED_LIMIT = Duration.ofMinutes(5);

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
    --requests N   requests that count (2000)
    --spans N      spans per request (500)
    --warm-up N    requests sent before, which do not count (400)
    --callers N    callers at once, each waiting for its answer (8)
    --folder DIR   where the stack keeps its data; kept afterwards (a temporary one)
    """;
  }

  @Override
  public void run(Options options, PrintStream out) throws Exception {
    int requests = Math.toIntExact(options.number("requests", 1_000));
    int spans = Math.toIntExact(options.number("spans", 500));
    int warmUp = Math.toIntExact(options.number("warm-up", 400));
    int callers = Math.toIntExact(options.number("callers", 8));
    try (Workspace folder = Workspace.of(options.text("folder"))) {
      options.requireAllKnown();
      try (Stack stack = Stack.start(folder.path(), true)) {
        Duration past = Duration.ofSeconds(60L * (requests + warmUp) * spans / 1_000_000 + 600);
        OtlpRequests generator = new OtlpRequests(SEED, spans, nanos(Instant.now().minus(past)));
        Load load = new Load(stack.ingest().url(), callers);
        Measured measured = new Measured(stack, out);

        out.println("Warming up");
        load.send(encode(generator, warmUp));
        measured.awaitSpans((long) warmUp * spans, STORED_LIMIT);
        stack.engine().awaitQuiet();

        List<byte[]> encoded = encode(generator, requests);
        out.println("Sending " + (long) requests * spans + " spans");
        Usage before = Usage.of(stack);
        long start = System.nanoTime();
        Load.Result result = load.send(encoded);
        measured.awaitSpans((long) (warmUp + requests) * spans, STORED_LIMIT);
        double storedSeconds = (System.nanoTime() - start) / 1e9;
        stack.engine().awaitQuiet();
        Usage used = Usage.of(stack).since(before);
        measured.requireEverything((long) (warmUp + requests) * spans, generator.traces());

        long rows = (long) requests * spans;
        printRates(out, result, rows, storedSeconds, encoded);
        double plain = new PlainInserts(stack.engine(), folder.path()).run(rows, out);
        printCpu(out, used, rows, plain);
        printMemory(out, stack, measured);
      }
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
        .row("acknowledged in, p50 ms", result.latencies().millis(0.5))
        .row("acknowledged in, p99 ms", result.latencies().millis(0.99))
        .row("postponed (503, 429)", result.postponed())
        .row("lost, doubled", "0, 0")
        .print(out);
  }

  private static void printCpu(PrintStream out, Usage used, long rows, double plain) {
    double perMillion = 1e6 / rows;
    new Report("CPU seconds per million spans", "process", "seconds")
        .row("ingest-api", used.ingest() * perMillion)
        .row("Redis", used.redis() * perMillion)
        .row("ClickHouse, with merges", used.engine() * perMillion)
        .row("all", used.total() * perMillion)
        .row("plain Native inserts of the same rows", plain)
        .row("ratio", used.total() * perMillion / plain)
        .print(out);
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

  private static List<byte[]> encode(OtlpRequests generator, int count) {
    List<byte[]> encoded = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      encoded.add(generator.next());
    }
    return encoded;
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
  }
}
