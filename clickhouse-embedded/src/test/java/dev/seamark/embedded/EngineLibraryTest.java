package dev.seamark.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLibraryTest {
  private static final String CONTENT = "the engine";

  @TempDir private Path folder;
  private final List<String> progress = Collections.synchronizedList(new ArrayList<>());
  private byte[] tarball = new byte[0];

  @BeforeEach
  void packTarball() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      writeEntry(out, "package/package.json", "{}");
      writeEntry(out, "package/libchdb.so", CONTENT);
      out.write(new byte[1024]);
    }
    tarball = bytes.toByteArray();
  }

  @Test
  void locate_fetchesOnceAndLeavesNothingElse() throws Exception {
    EngineLibrary library = library(npm(), integrity());
    Path found = library.locate();
    assertThat(found).hasContent(CONTENT);
    assertThat(library.locate()).isEqualTo(found);
    assertThat(calls()).isEqualTo(1);
    assertThat(cacheEntries()).containsExactlyInAnyOrder("lib-test-1", "lib-test-1.lock");
    assertThat(progress).anyMatch(line -> line.contains("@chdb/lib-test@1"));
  }

  @Test
  void locate_manyAtOnceFetchOnce() throws Exception {
    Path npm = npm();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Path>> found = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        found.add(threads.submit(() -> library(npm, integrity()).locate()));
      }
      for (Future<Path> each : found) {
        assertThat(each.get()).hasContent(CONTENT);
      }
    }
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void locate_otherPackageThanPinned() throws Exception {
    EngineLibrary library = library(npm(), Optional.of("sha512-AAAA"));
    assertThatThrownBy(library::locate)
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining("not the one Seamark was built with")
        .hasMessageContaining("sha512-AAAA")
        .hasMessageContaining("SEAMARK_CLICKHOUSE_URL");
    assertThat(cacheEntries()).containsExactly("lib-test-1.lock");
  }

  @Test
  void locate_withoutNpm() {
    EngineLibrary library = library(folder.resolve("no-such-npm"), integrity());
    assertThatThrownBy(library::locate)
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining("npm cannot be run")
        .hasMessageContaining("SEAMARK_CLICKHOUSE_URL");
  }

  @Test
  void locate_npmFails() throws IOException {
    Path npm = script("echo 'npm error network is unreachable' >&2; exit 1");
    EngineLibrary library = library(npm, integrity());
    assertThatThrownBy(library::locate)
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining("network is unreachable")
        .hasMessageContaining("SEAMARK_CLICKHOUSE_URL");
  }

  @Test
  void locate_cutPackage() throws IOException {
    tarball = Arrays.copyOf(tarball, tarball.length / 2);
    EngineLibrary library = library(npm(), Optional.empty());
    assertThatThrownBy(library::locate).isInstanceOf(EmbeddedStartException.class);
    assertThat(cacheEntries()).containsExactly("lib-test-1.lock");
  }

  @Test
  void of_platforms() {
    assertThat(EnginePackage.of("Linux", "amd64").name()).isEqualTo("@chdb/lib-linux-x64-gnu");
    assertThat(EnginePackage.of("Linux", "aarch64").name()).isEqualTo("@chdb/lib-linux-arm64-gnu");
    assertThat(EnginePackage.of("Mac OS X", "aarch64").name()).isEqualTo("@chdb/lib-darwin-arm64");
    assertThat(EnginePackage.of("Mac OS X", "x86_64").name()).isEqualTo("@chdb/lib-darwin-x64");
    assertThatThrownBy(() -> EnginePackage.of("Windows 11", "amd64"))
        .hasMessageContaining("SEAMARK_CLICKHOUSE_URL");
  }

  private EngineLibrary library(Path npm, Optional<String> integrity) {
    EnginePackage enginePackage = new EnginePackage("@chdb/lib-test", "1", integrity);
    return new EngineLibrary(folder.resolve("cache"), enginePackage, npm.toString(), progress::add);
  }

  private Optional<String> integrity() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-512").digest(tarball);
      return Optional.of("sha512-" + Base64.getEncoder().encodeToString(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Does what {@code npm pack NAME --pack-destination FOLDER} does, and counts its calls. */
  private Path npm() throws IOException {
    Path packed = Files.write(folder.resolve("packed"), tarball);
    return script(
        "echo call >> '%s'; cp '%s' \"$4/lib-test-1.tgz\""
            .formatted(folder.resolve("calls"), packed));
  }

  private Path script(String text) throws IOException {
    Path script = Files.writeString(folder.resolve("npm"), "#!/bin/sh\n" + text + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private int calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls")).size();
  }

  private List<String> cacheEntries() throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve("cache"))) {
      return entries.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static void writeEntry(OutputStream out, String name, String content) throws IOException {
    byte[] header = new byte[512];
    byte[] path = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(path, 0, header, 0, path.length);
    byte[] size = "%011o".formatted(content.length()).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(size, 0, header, 124, size.length);
    out.write(header);
    out.write(Arrays.copyOf(content.getBytes(StandardCharsets.US_ASCII), 512));
  }
}
