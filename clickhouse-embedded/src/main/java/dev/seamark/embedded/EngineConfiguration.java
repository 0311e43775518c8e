package dev.seamark.embedded;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The engine's two configuration files, filled in: {@code config.xml}, {@code users.xml}. */
final class EngineConfiguration {
  private static final String POLICY =
      "workspace_id = toUUIDOrZero(getClientHTTPHeader('"
          + ClickHouseOptions.WORKSPACE_HEADER
          + "'))";

  private final ClickHouseOptions options;
  private final int httpPort;

  EngineConfiguration(ClickHouseOptions options, int httpPort) {
    this.options = options;
    this.httpPort = httpPort;
  }

  String config() {
    Path data = options.dataDirectory();
    return filled(
        "config.xml",
        Map.ofEntries(
            entry("http_port", Integer.toString(httpPort)),
            entry("store", xml(EngineFolders.store(data))),
            entry("log", xml(EngineFolders.log(data))),
            entry("memory", Long.toString(options.memoryLimitBytes())),
            entry("durable", options.durable() ? "1" : "0")));
  }

  String users() {
    return filled(
        "users.xml",
        Map.ofEntries(
            entry("memory_per_query", Long.toString(options.memoryLimitBytes() * 6 / 10)),
            entry("owner", options.owner().user()),
            entry("owner_sha256", sha256(options.owner().password())),
            entry("reader", options.reader().user()),
            entry("reader_sha256", sha256(options.reader().password())),
            entry("reader_grants", readerGrants()),
            entry("reader_policies", readerPolicies())));
  }

  /** Table by table: what is added to the schema stays closed until somebody opens it. */
  private String readerGrants() {
    StringBuilder grants = new StringBuilder();
    for (String database : options.databases()) {
      options.sharedTables().forEach(table -> grant(grants, database, table));
      options.tenantTables().forEach(table -> grant(grants, database, table));
    }
    return grants.toString();
  }

  private static void grant(StringBuilder grants, String database, String table) {
    grants
        .append("\n        <query>GRANT SELECT ON ")
        .append(database)
        .append('.')
        .append(table)
        .append("</query>");
  }

  private String readerPolicies() {
    StringBuilder policies = new StringBuilder();
    for (String database : options.databases()) {
      policies.append("\n        <").append(database).append('>');
      for (String table : options.tenantTables()) {
        policies.append("\n          <").append(table).append("><filter>").append(POLICY);
        policies.append("</filter></").append(table).append('>');
      }
      policies.append("\n        </").append(database).append('>');
    }
    return policies.toString();
  }

  private static String filled(String resource, Map<String, String> values) {
    try (InputStream in = EngineConfiguration.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + resource);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("${" + value.getKey() + "}", value.getValue());
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String xml(Path path) {
    return path.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
