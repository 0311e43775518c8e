package dev.seamark.standalone;

import dev.seamark.embedded.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One start, a little use and one stop of the stack on a folder that is thrown away, while the JVMs
 * record what they load and link. With the caches they write, a start takes half the processor
 * time.
 */
final class Rehearsal {
  private Rehearsal() {}

  static void run(StandaloneOptions options) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory(options.programs(), "rehearsal-");
    StandaloneOptions once =
        new StandaloneOptions(
            data, options.programs(), "127.0.0.1", 0, FreePort.find(), FreePort.find(), 0, 0, true);
    try (Stack stack =
        Stack.start(
            once,
            Map.of(),
            ServiceProgram.recordingIn(options.programs().resolve("ingest-api")),
            ServiceProgram.recordingIn(options.programs().resolve("query-api")),
            said -> {})) {
      play(stack);
    } finally {
      delete(data);
    }
  }

  private static void play(Stack stack) throws IOException, InterruptedException {
    String span =
        """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c",\
        "spanId":"eee19b7ec3c1b174","name":"rehearsal","startTimeUnixNano":"%1$d",\
        "endTimeUnixNano":"%1$d"}]}]}]}
        """
            .formatted(System.currentTimeMillis() * 1_000_000);
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < 5; i++) {
        exchange(client, stack, "/v1/traces", HttpRequest.BodyPublishers.ofString(span));
        for (String path : List.of("/health/ready", "/metrics", "/api/v1/traces?limit=5")) {
          exchange(client, stack, path, HttpRequest.BodyPublishers.noBody());
        }
      }
    }
  }

  private static void exchange(
      HttpClient client, Stack stack, String path, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    URI url = stack.url().resolve(path);
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + stack.secrets().apiKey().secret())
            .header("Content-Type", "application/json")
            .method(body.contentLength() == 0 ? "GET" : "POST", body)
            .build();
    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException(path + " answered " + status);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
