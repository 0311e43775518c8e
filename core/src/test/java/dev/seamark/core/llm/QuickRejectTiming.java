package dev.seamark.core.llm;

import dev.seamark.core.span.Span;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Prints what mapping a span costs: one of 12 attributes that no convention knows, and a recorded
 * generation. Run it by hand: {@code java -cp core/target/classes:core/target/test-classes
 * dev.seamark.core.llm.QuickRejectTiming}.
 */
final class QuickRejectTiming {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 8;
  private static final int CALLS = 2_000_000;

  private QuickRejectTiming() {}

  public static void main(String[] args) {
    Span generic =
        TestSpans.span(
            "http.request.method", "GET",
            "http.route", "/users/{id}",
            "http.response.status_code", 200,
            "url.full", "https://example.com/users/1",
            "url.scheme", "https",
            "server.address", "example.com",
            "server.port", 443,
            "network.peer.address", "10.0.0.1",
            "network.protocol.version", "1.1",
            "user_agent.original", "curl/8",
            "thread.id", 17,
            "thread.name", "worker-17");
    Span generation = TestSpans.recorded("traceloop", "chat gpt-4o");
    LlmMapping mapping = LlmMapping.builtIn();
    for (int round = 0; round < ROUNDS; round++) {
      print("generic, 12 attributes", mapping, generic, CALLS);
      print("generation, 15 attributes", mapping, generation, CALLS / 20);
    }
  }

  private static void print(String name, LlmMapping mapping, Span span, int calls) {
    long check = 0;
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < calls; i++) {
      check += mapping.map(span).kind().number();
    }
    long nanos = THREADS.getCurrentThreadCpuTime() - start;
    System.out.printf("%s: %d ns CPU (%d)%n", name, nanos / calls, check);
  }
}
