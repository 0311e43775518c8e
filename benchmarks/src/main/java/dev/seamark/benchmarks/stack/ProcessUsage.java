package dev.seamark.benchmarks.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a process has used so far, as Linux tells it. */
public final class ProcessUsage {
  private static final double TICKS_PER_SECOND = 100;

  private ProcessUsage() {}

  /** User and system time in seconds, to 10 ms. */
  public static double cpuSeconds(long pid) {
    return cpuSeconds(read(Path.of("/proc", Long.toString(pid), "stat")));
  }

  /** The same for each name of living threads; threads of one name are added up. */
  public static Map<String, Double> threadSeconds(long pid) {
    Map<String, Double> seconds = new TreeMap<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : (Iterable<Path>) threads::iterator) {
        try {
          String stat = read(thread.resolve("stat"));
          String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
          seconds.merge(name, cpuSeconds(stat), Double::sum);
        } catch (UncheckedIOException _) {
          // It has ended meanwhile.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seconds;
  }

  private static double cpuSeconds(String stat) {
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) / TICKS_PER_SECOND;
  }

  /** Resident memory in MB: at the moment and at its highest. */
  public static Resident resident(long pid) {
    double now = 0;
    double peak = 0;
    for (String line : read(Path.of("/proc", Long.toString(pid), "status")).lines().toList()) {
      if (line.startsWith("VmRSS:")) {
        now = kilobytes(line) / 1000;
      } else if (line.startsWith("VmHWM:")) {
        peak = kilobytes(line) / 1000;
      }
    }
    return new Resident(now, peak);
  }

  /** Resident memory in MB. */
  public record Resident(double now, double peak) {}

  private static double kilobytes(String line) {
    return Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1.024;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
