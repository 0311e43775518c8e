package dev.seamark.benchmarks.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process has used so far, as Linux tells it. */
public final class ProcessUsage {
  private static final double TICKS_PER_SECOND = 100;

  private ProcessUsage() {}

  /** User and system time in seconds, to 10 ms. */
  public static double cpuSeconds(long pid) {
    String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
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
