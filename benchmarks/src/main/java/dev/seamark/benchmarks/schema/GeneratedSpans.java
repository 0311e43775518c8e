package dev.seamark.benchmarks.schema;

import dev.seamark.benchmarks.stack.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Realistic spans: in the engine's table {@code source}, and in files of 100,000 rows each that
 * hold them as a client would send them, in order of arrival.
 *
 * @param rows how many there are
 * @param files blocks in Native format, zstd-compressed
 */
public record GeneratedSpans(long rows, List<Path> files) {
  static final int ROWS_PER_FILE = 100_000;

  private static final int SECONDS = 6 * 3600;
  private static final int TRACES_AT_ONCE = 50_000;
  private static final DateTimeFormatter SQL_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  public GeneratedSpans {
    files = List.copyOf(files);
  }

  /** Generates about as many spans, spread over the six hours before now. */
  public static GeneratedSpans generate(Engine engine, long spans, Path folder)
      throws IOException, InterruptedException {
    long traces = spans / 10;
    Instant base = Instant.now().minusSeconds(SECONDS + 60);
    engine.query(resource("create_source.sql"));
    String generate =
        resource("generate.sql")
            .replace("${base}", SQL_TIME.format(base))
            .replace("${seconds}", Integer.toString(SECONDS))
            .replace("${traces}", Long.toString(traces));
    for (long from = 0; from < traces; from += TRACES_AT_ONCE) {
      engine.query(
          generate
              .replace("${from}", Long.toString(from))
              .replace("${count}", Long.toString(Math.min(TRACES_AT_ONCE, traces - from))));
    }
    long rows = (long) engine.number("SELECT count() FROM source");
    List<Path> files = new ArrayList<>();
    Files.createDirectories(folder);
    List<String> starts =
        engine.query(
            """
            SELECT start_time
            FROM (SELECT start_time, rowNumberInAllBlocks() AS row FROM (SELECT start_time FROM source ORDER BY start_time))
            WHERE row %% %d = 0 ORDER BY start_time\
            """
                .formatted(ROWS_PER_FILE));
    for (int i = 0; i < starts.size(); i++) {
      String end = i + 1 < starts.size() ? " AND start_time < '" + starts.get(i + 1) + "'" : "";
      Path file = folder.resolve("spans-" + i + ".native.zst");
      engine.save(
          "SELECT * FROM source WHERE start_time >= '%s'%s ORDER BY start_time FORMAT Native"
              .formatted(starts.get(i), end),
          file);
      files.add(file);
    }
    return new GeneratedSpans(rows, files);
  }

  /** The first files, with about as many rows. */
  GeneratedSpans first(long limit) {
    int count = (int) Math.max(1, Math.min(files.size(), limit / ROWS_PER_FILE));
    return new GeneratedSpans(
        Math.min(rows, (long) count * ROWS_PER_FILE), files.subList(0, count));
  }

  private static String resource(String name) {
    try (InputStream in = GeneratedSpans.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
