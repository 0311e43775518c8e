package dev.seamark.embedded.junit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder below the module's {@code target}, or the temporary one, that a test leaves no trace in.
 */
record TestFolder(Path path) {

  static TestFolder create(String prefix) {
    Path target = Path.of("target").toAbsolutePath();
    Path parent =
        Files.isDirectory(target) ? target : Path.of(System.getProperty("java.io.tmpdir"));
    try {
      return new TestFolder(Files.createTempDirectory(parent, prefix + "-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete() {
    try (Stream<Path> found = Files.walk(path)) {
      List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
      deepestFirst.stream().map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
