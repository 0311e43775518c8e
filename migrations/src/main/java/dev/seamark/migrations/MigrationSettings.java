package dev.seamark.migrations;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where to migrate and as whom.
 *
 * @param url HTTP address of ClickHouse, {@code http://host:8123} or {@code https://…}
 * @param database created when missing
 * @param cluster name of the cluster in the server's {@code remote_servers}: statements then run
 *     {@code ON CLUSTER} and tables are replicated; empty for a single node
 */
public record MigrationSettings(
    URI url, String database, String user, String password, Optional<String> cluster) {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
  private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  public MigrationSettings {
    if (url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw new IllegalArgumentException("url: " + url + " (expected: http://host:port)");
    }
    if (!IDENTIFIER.matcher(database).matches()) {
      throw new IllegalArgumentException(
          "database: '" + database + "' (expected: letters, digits and underscores)");
    }
    cluster.ifPresent(name -> {
      if (!CLUSTER.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "cluster: '" + name + "' (expected: letters, digits, '_', '.' and '-')");
      }
    });
  }

  /** A single node. */
  public MigrationSettings(URI url, String database, String user, String password) {
    this(url, database, user, password, Optional.empty());
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "MigrationSettings[%s/%s as %s%s]"
        .formatted(url, database, user, cluster.map(name -> ", cluster " + name).orElse(""));
  }
}
