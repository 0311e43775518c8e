package dev.seamark.embedded;

import java.util.Locale;
import java.util.Optional;

/**
 * The npm package that carries the engine for one platform.
 *
 * @param integrity SHA-512 of the package in npm's notation; empty for the platforms whose package
 *     has not been checked by us, where npm's own check against its registry is what there is
 */
record EnginePackage(String name, String version, Optional<String> integrity) {
  static final String VERSION = "26.7.3-stable.1";

  private static final String LINUX_X64 =
      "sha512-XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==";

  static EnginePackage ofThisPlatform() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static EnginePackage of(String osName, String osArch) {
    String arm = osArch.toLowerCase(Locale.ROOT);
    String cpu =
        switch (arm) {
          case "amd64", "x86_64" -> "x64";
          case "aarch64", "arm64" -> "arm64";
          default -> throw unsupported(osName, osArch);
        };
    String os = osName.toLowerCase(Locale.ROOT);
    if (os.startsWith("linux")) {
      return new EnginePackage(
          "@chdb/lib-linux-" + cpu + "-gnu",
          VERSION,
          cpu.equals("x64") ? Optional.of(LINUX_X64) : Optional.empty());
    }
    if (os.startsWith("mac")) {
      return new EnginePackage("@chdb/lib-darwin-" + cpu, VERSION, Optional.empty());
    }
    throw unsupported(osName, osArch);
  }

  String coordinates() {
    return name + "@" + version;
  }

  /** A folder name: {@code lib-linux-x64-gnu-26.7.3-stable.1}. */
  String folder() {
    return name.substring(name.indexOf('/') + 1) + "-" + version;
  }

  private static EmbeddedStartException unsupported(String os, String arch) {
    return new EmbeddedStartException(
        "There is no embedded ClickHouse for "
            + os
            + " on "
            + arch
            + " (expected: Linux with glibc or macOS, x64 or arm64). "
            + EngineLibrary.EXTERNAL);
  }
}
