package dev.seamark.standalone;

import dev.seamark.core.workspace.ApiKeySecret;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** What was drawn at random for one data folder and has to stay the same: passwords and a key. */
record Secrets(
    String clickhouseOwner,
    String clickhouseReader,
    String redis,
    String cursor,
    ApiKeySecret apiKey) {
  private static final String FILE = "secrets.properties";

  /** Reads the folder's secrets or draws them; the file is readable by its owner only. */
  static Secrets in(Path data) throws IOException {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      write(file, draw());
    }
    Properties read = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      read.load(in);
    }
    return new Secrets(
        value(file, read, "clickhouse-owner"),
        value(file, read, "clickhouse-reader"),
        value(file, read, "redis"),
        value(file, read, "cursor"),
        new ApiKeySecret(value(file, read, "api-key-public"), value(file, read, "api-key-secret")));
  }

  private static Properties draw() {
    SecureRandom random = new SecureRandom();
    Properties drawn = new Properties();
    for (String name : new String[] {"clickhouse-owner", "clickhouse-reader", "redis", "cursor"}) {
      byte[] bytes = new byte[24];
      random.nextBytes(bytes);
      drawn.setProperty(name, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
    ApiKeySecret key = ApiKeySecret.random();
    drawn.setProperty("api-key-public", key.publicKey());
    drawn.setProperty("api-key-secret", key.secret());
    return drawn;
  }

  private static void write(Path file, Properties secrets) throws IOException {
    Path written =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    StringWriter text = new StringWriter();
    secrets.store(text, "Drawn at the first start. Without this file the data cannot be opened.");
    Files.writeString(written, text.toString());
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String value(Path file, Properties read, String name) throws IOException {
    String value = read.getProperty(name);
    if (value == null || value.isBlank()) {
      throw new IOException(file + " lacks " + name);
    }
    return value;
  }

  /** Leaves everything out. */
  @Override
  public String toString() {
    return "Secrets[" + apiKey.publicKey() + "]";
  }
}
