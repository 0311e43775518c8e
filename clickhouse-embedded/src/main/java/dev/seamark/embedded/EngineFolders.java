package dev.seamark.embedded;

import java.nio.file.Path;

/** The folders below an engine's data directory. */
final class EngineFolders {
  private EngineFolders() {}

  static Path store(Path data) {
    return data.resolve("store");
  }

  static Path log(Path data) {
    return data.resolve("log");
  }

  static Path run(Path data) {
    return data.resolve("run");
  }
}
