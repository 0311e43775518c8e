package dev.seamark.benchmarks.query;

import dev.seamark.benchmarks.Benchmark;
import dev.seamark.benchmarks.Latencies;
import dev.seamark.benchmarks.Options;
import dev.seamark.benchmarks.Report;
import dev.seamark.benchmarks.stack.Engine;
import dev.seamark.benchmarks.stack.ProcessUsage;
import dev.seamark.benchmarks.stack.Service;
import dev.seamark.benchmarks.stack.Stack;
import dev.seamark.benchmarks.stack.Workspace;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads through query-api with millions of spans stored. Every request asks for something else, and
 * the engine is started anew before, so nothing but the operating system has cached an answer.
 */
public final class QueryBenchmark implements Benchmark {
  private static final String PROJECT =
      "workspace_id = '00000000-0000-0000-0000-000000000001' AND project_id = '00000000-0000-0000-0000-000000000002'";

  @Override
  public String name() {
    return "query";
  }

  @Override
  public String summary() {
    return "The way out: trace by id and lists of traces through query-api";
  }

  @Override
  public String help() {
    return """
    --spans N      spans stored (5M)
    --requests N   requests of each kind (300)
    --only TEXT    the kinds whose name holds this text (all)
    --warm-up N    requests of each kind, for other things, before any counts: a service's first
                   thousands run while the JVM still compiles (500)
    --folder DIR   where the stack keeps its data; kept afterwards, and what a run before stored
                   there is read again when it is as much as asked for (a temporary one)
    """;
  }

  @Override
  public void run(Options options, PrintStream out) throws Exception {
    long spans = options.number("spans", 5_000_000);
    int requests = Math.toIntExact(options.number("requests", 300));
    String only = options.text("only").orElse("");
    int warmUp = Math.toIntExact(options.number("warm-up", 500));
    try (Workspace folder = Workspace.of(options.text("folder"))) {
      options.requireAllKnown();
      try (Stack stack = Stack.start(folder.path(), false)) {
        Engine engine = stack.engine();
        long stored = new StoredSpans(engine, out).ensure(spans, folder.path().resolve("blocks"));
        List<String> traces = traces(engine, requests + warmUp);
        Instant first = Instant.parse(bound(engine, "min"));
        Instant last = Instant.parse(bound(engine, "max"));
        engine.restart();
        try (Service query = stack.startQuery(folder.path())) {
          Report report =
              new Report(
                  "Reads through query-api, " + stored + " spans stored, one caller, ms",
                  "request",
                  "p50",
                  "p95",
                  "p99",
                  "CPU query-api",
                  "CPU ClickHouse",
                  "bytes");
          List<Kind> kinds =
              List.of(
                  new Kind("trace by id, with its spans", "/api/v1/traces/", traces),
                  lists(
                      "newest 100, any time until …",
                      "?limit=100&to=",
                      "",
                      first,
                      last,
                      requests + warmUp),
                  lists(
                      "100 of an hour",
                      "?limit=100&from=%s&to=",
                      "",
                      first,
                      last,
                      requests + warmUp),
                  lists(
                      "… with a span of a service",
                      "?limit=100&from=%s&to=",
                      "&service=fraud-service",
                      first,
                      last,
                      requests + warmUp),
                  lists(
                      "… that failed",
                      "?limit=100&from=%s&to=",
                      "&status=error",
                      first,
                      last,
                      requests + warmUp),
                  lists(
                      "… slower than 20 ms",
                      "?limit=100&from=%s&to=",
                      "&min_duration=20ms",
                      first,
                      last,
                      requests + warmUp),
                  lists(
                      "100 that failed, any time until …",
                      "?limit=100&to=",
                      "&status=error",
                      first,
                      last,
                      requests + warmUp),
                  lists(
                      "none, any time until …",
                      "?limit=100&to=",
                      "&service=no-such-service",
                      first,
                      last,
                      requests + warmUp));
          List<Kind> chosen = kinds.stream().filter(kind -> kind.name().contains(only)).toList();
          out.println("Warming up");
          for (Kind kind : chosen) {
            ask(query, kind.part(0, warmUp));
          }
          for (Kind kind : chosen) {
            measure(query, engine, kind.part(warmUp, kind.endings().size()), report);
            report.printLast(out);
          }
          report.print(out);
        }
      }
    }
  }

  /**
   * Requests that differ.
   *
   * @param path to which each ending is added
   */
  private record Kind(String name, String path, List<String> endings) {
    Kind part(int from, int to) {
      return new Kind(name, path, endings.subList(from, to));
    }
  }

  private record Answers(Latencies latencies, long bytes) {}

  private static Kind lists(
      String name, String start, String end, Instant first, Instant last, int count) {
    List<String> endings = new ArrayList<>();
    long step = Duration.between(first, last).minus(Duration.ofHours(1)).toNanos() / count;
    for (int i = 0; i < count; i++) {
      Instant to = last.minusNanos(step * i);
      endings.add(start.formatted(to.minus(Duration.ofHours(1))) + to + end);
    }
    return new Kind(name, "/api/v1/traces", endings);
  }

  private static void measure(Service query, Engine engine, Kind kind, Report report)
      throws IOException, InterruptedException {
    double serviceCpu = ProcessUsage.cpuSeconds(query.pid());
    double engineCpu = engine.cpuSeconds();
    Answers answers = ask(query, kind);
    Latencies latencies = answers.latencies();
    report.row(
        kind.name(),
        latencies.millis(0.5),
        latencies.millis(0.95),
        latencies.millis(0.99),
        (ProcessUsage.cpuSeconds(query.pid()) - serviceCpu) * 1e3 / latencies.count(),
        (engine.cpuSeconds() - engineCpu) * 1e3 / latencies.count(),
        answers.bytes() / latencies.count());
  }

  private static Answers ask(Service query, Kind kind) throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    long bytes = 0;
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (String ending : kind.endings()) {
        HttpRequest request =
            HttpRequest.newBuilder(query.url().resolve(kind.path() + ending))
                .header("Authorization", "Bearer " + Stack.SECRET_KEY)
                .build();
        long start = System.nanoTime();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        latencies.add(System.nanoTime() - start);
        if (response.statusCode() != 200) {
          throw new IllegalStateException("HTTP " + response.statusCode() + " to " + request.uri());
        }
        bytes += response.body().length;
      }
    }
    return new Answers(latencies, bytes);
  }

  private static List<String> traces(Engine engine, int count) {
    return engine.query(
        "SELECT lower(hex(trace_id)) FROM spans WHERE %s GROUP BY trace_id ORDER BY sipHash64(trace_id) LIMIT %d"
            .formatted(PROJECT, count));
  }

  private static String bound(Engine engine, String function) {
    return engine
        .query(
            "SELECT formatDateTime(%s(start_time), '%%Y-%%m-%%dT%%H:%%i:%%SZ', 'UTC') FROM spans WHERE %s"
                .formatted(function, PROJECT))
        .getFirst();
  }
}
