package dev.seamark.benchmarks.stack;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The folder a benchmark works in.
 *
 * @param temporary whether it is deleted at the end
 */
public record Workspace(Path path, boolean temporary) implements AutoCloseable {

  /** The named folder, which is kept, or a temporary one. */
  public static Workspace of(Optional<String> folder) throws IOException {
    if (folder.isPresent()) {
      return new Workspace(Files.createDirectories(Path.of(folder.get())), false);
    }
    return new Workspace(Files.createTempDirectory("seamark-bench"), true);
  }

  @Override
  public void close() throws IOException {
    if (!temporary) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path folder, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
