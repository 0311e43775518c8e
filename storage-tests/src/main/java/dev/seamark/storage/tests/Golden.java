package dev.seamark.storage.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts that are reviewed as files. {@code -Dgolden.update} writes what the code produces now
 * instead of comparing with it.
 */
public final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  /** Compares with a file of the module's {@code src/test/resources/golden}. */
  public static void assertGolden(String file, String text) {
    assertFile(FOLDER.resolve(file), text);
  }

  /** Compares with a file anywhere in the repository. */
  public static void assertFile(Path path, String text) {
    try {
      if (System.getProperty("golden.update") != null) {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, text);
      }
      assertThat(text)
          .as("%s (rewrite it with -Dgolden.update and review the change)", path)
          .isEqualTo(Files.exists(path) ? Files.readString(path) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
