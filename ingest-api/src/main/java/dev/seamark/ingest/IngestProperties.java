package dev.seamark.ingest;

import dev.seamark.core.workspace.Scope;
import dev.seamark.ingest.attribute.AttributeLimits;
import dev.seamark.ingest.log.LogLimits;
import dev.seamark.ingest.metric.MetricLimits;
import dev.seamark.ingest.otlp.OtlpLimits;
import dev.seamark.ingest.queue.QueueSettings;
import dev.seamark.ingest.span.SpanLimits;
import dev.seamark.ingest.worker.WorkerSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The service's configuration: the part of {@code application.yml} below {@code seamark}, where
 * every key is explained.
 */
@ConfigurationProperties("seamark")
record IngestProperties(ClickHouseAddress clickhouse, RedisAddress redis, Ingest ingest) {

  record ClickHouseAddress(URI url, String database, String user, String password, String cluster) {
    /** Leaves the password out. */
    @Override
    public String toString() {
      return "ClickHouseAddress[" + url + "/" + database + " as " + user + "]";
    }
  }

  record RedisAddress(String url) {
    /** Leaves out what may hold a password. */
    @Override
    public String toString() {
      return "RedisAddress[" + url.replaceFirst("//[^@/]*@", "//***@") + "]";
    }
  }

  record Ingest(
      boolean migrate,
      Bootstrap bootstrap,
      Grpc grpc,
      OtlpLimits request,
      Memory memory,
      AttributeLimits attributes,
      SpanLimits spans,
      LogLimits logs,
      MetricLimits metrics,
      QueueSettings queue,
      WorkerSettings worker,
      Direct direct) {}

  record Bootstrap(String publicKey, String secretKey, Set<Scope> scopes, int retentionDays) {
    Bootstrap {
      scopes = Set.copyOf(scopes);
      if (publicKey.isBlank() != secretKey.isBlank()) {
        throw new IllegalArgumentException(
            "seamark.ingest.bootstrap: one half of a key (expected: public-key and secret-key, or"
                + " neither)");
      }
      if (retentionDays < 1 || retentionDays > 65_535) {
        throw new IllegalArgumentException(
            "seamark.ingest.bootstrap.retention-days: " + retentionDays + " (expected: 1..65535)");
      }
    }

    boolean isWanted() {
      return !secretKey.isBlank();
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
      return "Bootstrap[" + publicKey + ", " + scopes + "]";
    }
  }

  record Grpc(int port, InetAddress address) {
    Grpc {
      if (port < -1 || port > 65_535) {
        throw new IllegalArgumentException(
            "seamark.ingest.grpc.port: " + port + " (expected: -1..65535)");
      }
    }

    boolean isWanted() {
      return port >= 0;
    }

    InetSocketAddress listenOn() {
      return new InetSocketAddress(address, port);
    }
  }

  record Memory(long maxBytes, int processors) {
    long budgetBytes() {
      return maxBytes > 0 ? maxBytes : Runtime.getRuntime().maxMemory() / 2;
    }

    int processorCount() {
      return processors > 0 ? processors : 2 * Runtime.getRuntime().availableProcessors();
    }
  }

  record Direct(int concurrency, Duration patience) {}
}
