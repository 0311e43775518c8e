package dev.seamark.benchmarks.ingest;

import dev.seamark.benchmarks.Latencies;
import dev.seamark.benchmarks.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Sends requests from several callers, each waiting for its answer, as exporters do. */
final class Load {
  private final HttpRequest.Builder template;
  private final int callers;

  Load(URI ingest, int callers) {
    this.template =
        HttpRequest.newBuilder(ingest.resolve("/v1/traces"))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-protobuf")
            .header("Authorization", "Bearer " + Stack.SECRET_KEY);
    this.callers = callers;
  }

  /**
   * What the callers saw.
   *
   * @param latencies of requests that were accepted, from the first attempt's start
   * @param postponed answers 429 or 503, after which the caller waited and tried again
   */
  record Result(Latencies latencies, long postponed, double seconds) {}

  /**
   * Sends all of them.
   *
   * @throws IllegalStateException when one is refused for good
   */
  Result send(List<byte[]> requests) throws InterruptedException {
    return send(requests, 0);
  }

  /**
   * Sends all of them, evenly over time.
   *
   * @param perSecond requests; each counts from the moment it was due, so a late answer also shows
   *     in those that had to wait for its caller. 0 for as fast as the answers come
   * @throws IllegalStateException when one is refused for good
   */
  Result send(List<byte[]> requests, double perSecond) throws InterruptedException {
    Latencies latencies = new Latencies();
    LongAdder postponed = new LongAdder();
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      List<Future<?>> running = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        running.add(
            threads.submit(() -> {
              for (int i = next.getAndIncrement();
                  i < requests.size();
                  i = next.getAndIncrement()) {
                send(client, requests.get(i), due(start, i, perSecond), latencies, postponed);
              }
              return null;
            }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a caller failed: " + e.getCause(), e);
    }
    return new Result(latencies, postponed.sum(), (System.nanoTime() - start) / 1e9);
  }

  /** Waits until the request is due, and returns when that is. */
  private static long due(long start, int request, double perSecond) throws InterruptedException {
    if (perSecond == 0) {
      return System.nanoTime();
    }
    long due = start + (long) (request * 1e9 / perSecond);
    long early = due - System.nanoTime();
    if (early > 0) {
      TimeUnit.NANOSECONDS.sleep(early);
    }
    return due;
  }

  private void send(
      HttpClient client, byte[] body, long start, Latencies latencies, LongAdder postponed)
      throws IOException, InterruptedException {
    while (true) {
      HttpRequest request;
      synchronized (template) {
        request = template.copy().POST(BodyPublishers.ofByteArray(body)).build();
      }
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      switch (response.statusCode()) {
        case 200 -> {
          if (response.body().length > 0) {
            throw new IllegalStateException(
                "spans were rejected: "
                    + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8));
          }
          latencies.add(System.nanoTime() - start);
          return;
        }
        case 429, 503 -> {
          postponed.increment();
          Thread.sleep(Duration.ofMillis(200));
        }
        default -> throw new IllegalStateException("HTTP " + response.statusCode());
      }
    }
  }
}
