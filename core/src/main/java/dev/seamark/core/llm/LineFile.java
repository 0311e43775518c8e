package dev.seamark.core.llm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A text resource of lines; blank lines and lines that begin with {@code #} are left out. */
final class LineFile {
  private LineFile() {}

  /** A line without surrounding space, numbered from 1. */
  record Line(int number, String text) {
    IllegalArgumentException wrong(String expected) {
      return new IllegalArgumentException(
          "line " + number + ": '" + text + "' (expected: " + expected + ")");
    }
  }

  static String read(String resource) {
    try (InputStream in = LineFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource: " + resource + " (expected: on the class path)");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  static List<Line> lines(String text) {
    List<String> lines = text.lines().map(String::strip).toList();
    return IntStream.range(0, lines.size())
        .mapToObj(i -> new Line(i + 1, lines.get(i)))
        .filter(line -> !line.text().isEmpty() && !line.text().startsWith("#"))
        .toList();
  }
}
