package dev.seamark.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** The Redis program of this platform, unpacked once per user. */
final class RedisBinary {
  private RedisBinary() {}

  static Path locate() {
    String resource = resource(System.getProperty("os.name"), System.getProperty("os.arch"));
    Path program = Folders.cache().resolve(resource);
    if (Files.isExecutable(program)) {
      return program;
    }
    try (InputStream in = RedisBinary.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new EmbeddedStartException("The class path lacks " + resource);
      }
      Files.createDirectories(Folders.cache());
      Path unpacked = Files.createTempFile(Folders.cache(), "redis-", ".new");
      Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(unpacked, program, StandardCopyOption.ATOMIC_MOVE);
      return program;
    } catch (IOException e) {
      throw new EmbeddedStartException(
          "Cannot unpack Redis into "
              + Folders.cache()
              + ": "
              + e
              + ". SEAMARK_CACHE_DIR names another folder.",
          e);
    }
  }

  static String resource(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
    boolean intel = osArch.equals("amd64") || osArch.equals("x86_64");
    if (os.startsWith("linux") && intel) {
      return "redis-server-6.2.6-v5-linux-amd64";
    }
    if (os.startsWith("linux") && arm) {
      return "redis-server-6.2.7-linux-arm64";
    }
    if (os.startsWith("mac") && intel) {
      return "redis-server-6.2.6-v5-darwin-amd64";
    }
    if (os.startsWith("mac") && arm) {
      return "redis-server-6.2.6-v5-darwin-arm64";
    }
    throw new EmbeddedStartException(
        "There is no embedded Redis for "
            + osName
            + " on "
            + osArch
            + " (expected: Linux with glibc or macOS, x64 or arm64)."
            + " To use a Redis of your own instead, set SEAMARK_REDIS_URL.");
  }
}
