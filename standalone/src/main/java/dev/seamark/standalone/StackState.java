package dev.seamark.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code run/state}: what runs where, as {@code key=value} lines that a shell can read. */
final class StackState {
  private final Path file;
  private final Map<String, String> values = new LinkedHashMap<>();

  StackState(Path folder) {
    this.file = folder.resolve("state");
  }

  synchronized void put(String key, Object value) throws IOException {
    values.put(key, value.toString());
    String text =
        values.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .collect(Collectors.joining());
    Path written = Files.writeString(file.resolveSibling("state.new"), text);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  synchronized void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
