package dev.seamark.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a service's JVM is started from. */
record ServiceProgram(List<Path> classPath, String mainClass) {
  ServiceProgram {
    classPath = List.copyOf(classPath);
  }

  /** A folder with one jar, whose manifest names the main class and the jars in {@code lib}. */
  static ServiceProgram in(Path folder) throws IOException {
    Path file = onlyJar(folder);
    try (JarFile jar = new JarFile(file.toFile())) {
      String main = jar.getManifest().getMainAttributes().getValue("Main-Class");
      if (main == null) {
        throw new IOException(file + " names no main class");
      }
      return new ServiceProgram(List.of(file), main);
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
