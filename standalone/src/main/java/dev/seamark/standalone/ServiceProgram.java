package dev.seamark.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a service's JVM is started from.
 *
 * @param startCache what the JVM has learnt of its start-up, if it did
 * @param recording whether this run writes the start cache instead of using it, when it ends
 */
record ServiceProgram(
    List<Path> classPath, String mainClass, Optional<Path> startCache, boolean recording) {
  ServiceProgram {
    classPath = List.copyOf(classPath);
  }

  /** A program without a start cache. */
  static ServiceProgram of(List<Path> classPath, String mainClass) {
    return new ServiceProgram(classPath, mainClass, Optional.empty(), false);
  }

  /** A folder with one jar, whose manifest names the main class and the jars in {@code lib}. */
  static ServiceProgram in(Path folder) throws IOException {
    Path file = onlyJar(folder);
    Optional<Path> cache = Optional.of(cacheIn(folder)).filter(Files::exists);
    return new ServiceProgram(List.of(file), mainClassOf(file), cache, false);
  }

  /** The same program, run to record its start cache. */
  static ServiceProgram recordingIn(Path folder) throws IOException {
    Path file = onlyJar(folder);
    return new ServiceProgram(List.of(file), mainClassOf(file), Optional.of(cacheIn(folder)), true);
  }

  List<String> jvmOptions() {
    return startCache
        .map(file -> List.of((recording ? "-XX:AOTCacheOutput=" : "-XX:AOTCache=") + file))
        .orElse(List.of());
  }

  private static Path cacheIn(Path folder) {
    return folder.resolve("start.aot");
  }

  private static String mainClassOf(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      String main = jar.getManifest().getMainAttributes().getValue("Main-Class");
      if (main == null) {
        throw new IOException(file + " names no main class");
      }
      return main;
    }
  }

  static Path onlyJar(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is missing; ./seamark up builds it");
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
      if (jars.size() != 1) {
        throw new IOException(folder + " holds " + jars + " (expected: one jar)");
      }
      return jars.getFirst();
    }
  }

  String classPathText() {
    return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
