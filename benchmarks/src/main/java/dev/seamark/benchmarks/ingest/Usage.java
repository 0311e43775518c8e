package dev.seamark.benchmarks.ingest;

import dev.seamark.benchmarks.stack.Engine;
import dev.seamark.benchmarks.stack.ProcessUsage;
import dev.seamark.benchmarks.stack.Stack;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU seconds that the processes of the way in have used so far.
 *
 * @param ingestThreads of ingest-api's living threads, by the kind of their work
 */
record Usage(double ingest, Map<String, Double> ingestThreads, double redis, EngineUsage engine) {
  private static final String COMPILER = "compiler";

  static Usage of(Stack stack) {
    Map<String, Double> kinds = new TreeMap<>();
    ProcessUsage.threadSeconds(stack.ingest().pid())
        .forEach((name, seconds) -> kinds.merge(kind(name), seconds, Double::sum));
    return new Usage(
        ProcessUsage.cpuSeconds(stack.ingest().pid()),
        kinds,
        ProcessUsage.cpuSeconds(stack.redis().pid()),
        EngineUsage.of(stack.engine(), Engine.DATABASE));
  }

  /** The system cuts names of threads to 15 characters. */
  private static String kind(String thread) {
    if (thread.startsWith("C1 Comp") || thread.startsWith("C2 Comp")) {
      return COMPILER;
    }
    if (thread.startsWith("GC ") || thread.startsWith("G1 ") || thread.startsWith("VM Thread")) {
      return "garbage collector";
    }
    if (thread.startsWith("reactor-http") || thread.startsWith("http-nio")) {
      return "HTTP";
    }
    if (thread.startsWith("lettuce")) {
      return "Redis client";
    }
    if (thread.startsWith("ForkJoinPool")) {
      return "requests and workers";
    }
    return "others";
  }

  Usage since(Usage before) {
    Map<String, Double> threads = new TreeMap<>();
    ingestThreads.forEach((kind, seconds) -> {
      // A thread that has ended takes its seconds with it.
      threads.put(kind, Math.max(0, seconds - before.ingestThreads.getOrDefault(kind, 0.0)));
    });
    return new Usage(
        ingest - before.ingest, threads, redis - before.redis, engine.since(before.engine));
  }

  /** What the JVM of ingest-api compiled its code with: next to nothing once it is warm. */
  double compiler() {
    return ingestThreads.getOrDefault(COMPILER, 0.0);
  }

  double total() {
    return ingest + redis + engine.process();
  }
}
