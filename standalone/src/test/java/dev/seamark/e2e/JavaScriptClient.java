package dev.seamark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seamark.core.log.LogRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The OpenTelemetry exporters for JavaScript, run by Node from {@code src/test/js}. */
final class JavaScriptClient {
  private static final Path SCRIPTS = Path.of("src", "test", "js").toAbsolutePath();

  private final URI endpoint;
  private final String key;

  /** Installs the packages of the lock file unless they are there. */
  JavaScriptClient(URI endpoint, String key) throws IOException, InterruptedException {
    this.endpoint = endpoint;
    this.key = key;
    Path installed = SCRIPTS.resolve("node_modules/.package-lock.json");
    Path wanted = SCRIPTS.resolve("package-lock.json");
    if (!Files.exists(installed)
        || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) < 0) {
      run(List.of("npm", "ci", "--no-audit", "--no-fund"), Files.createTempFile("npm", ".out"));
    }
  }

  /**
   * Sends {@code traces × spans} spans.
   *
   * @param exporter {@code proto}, {@code http} or {@code grpc}, the ends of the npm packages'
   *     names
   * @throws IllegalStateException when the server did not acknowledge them all
   */
  SentSpans send(String exporter, int traces, int spans) throws IOException, InterruptedException {
    List<String> sent =
        run(
            "send.mjs",
            exporter,
            List.of("--traces", Integer.toString(traces), "--spans", Integer.toString(spans)));
    return SentSpans.of(sent.stream().map(OtlpJson::span).toList());
  }

  /**
   * Sends log records.
   *
   * @param exporter {@code proto} or {@code http}, the ends of the npm packages' names
   * @throws IllegalStateException when the server did not acknowledge them all
   */
  List<LogRecord> sendLogs(String exporter, int records) throws IOException, InterruptedException {
    return run("send-logs.mjs", exporter, List.of("--records", Integer.toString(records))).stream()
        .map(OtlpJson::log)
        .toList();
  }

  /**
   * Sends a point of every instrument.
   *
   * @param exporter {@code proto} or {@code http}, the ends of the npm packages' names
   * @return the points as the SDK held them: name, kind, unit, time and values
   * @throws IllegalStateException when the server did not acknowledge them all
   */
  List<JsonNode> sendMetrics(String exporter) throws IOException, InterruptedException {
    return run("send-metrics.mjs", exporter, List.of()).stream().map(QueryApi::json).toList();
  }

  /** What a script prints. */
  private List<String> run(String script, String exporter, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("node", script, "--exporter", exporter));
    command.addAll(List.of("--endpoint", endpoint.toString(), "--key", key));
    command.addAll(arguments);
    Path output = Files.createTempFile("sent-" + exporter, ".ndjson");
    try {
      run(command, output);
      return Files.readAllLines(output, UTF_8);
    } finally {
      Files.delete(output);
    }
  }

  private static void run(List<String> command, Path output)
      throws IOException, InterruptedException {
    Path errors = Files.createTempFile("client", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(SCRIPTS.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(180, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " did not end in 180 s");
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            command.subList(0, 2)
                + " ended with "
                + process.exitValue()
                + ": "
                + Files.readString(errors, UTF_8));
      }
    } finally {
      Files.delete(errors);
    }
  }
}
