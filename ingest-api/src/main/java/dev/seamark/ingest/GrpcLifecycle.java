package dev.seamark.ingest;

import dev.seamark.ingest.otlp.OtlpGrpcServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;

/** Starts the gRPC server with the HTTP server, and stops it when that one drains. */
final class GrpcLifecycle implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(GrpcLifecycle.class);

  private final IngestProperties.Grpc settings;
  private final Start start;
  private @Nullable OtlpGrpcServer server;

  GrpcLifecycle(IngestProperties.Grpc settings, Start start) {
    this.settings = settings;
    this.start = start;
  }

  /** Makes the server that listens at an address. */
  @FunctionalInterface
  interface Start {
    OtlpGrpcServer at(InetSocketAddress address) throws IOException;
  }

  @Override
  public synchronized void start() {
    if (server != null || !settings.isWanted()) {
      return;
    }
    InetSocketAddress address = settings.listenOn();
    try {
      server = start.at(address);
    } catch (IOException e) {
      throw new IllegalStateException(
          "OTLP over gRPC cannot listen on "
              + address
              + " ("
              + e.getMessage()
              + "): set SEAMARK_GRPC_PORT to another port, or to -1",
          e);
    }
    LOG.info("OTLP over gRPC on port {}", server.port());
  }

  @Override
  public synchronized void stop() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return server != null;
  }

  @Override
  public int getPhase() {
    return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE;
  }

  /** Where it listens. */
  synchronized int port() {
    if (server == null) {
      throw new IllegalStateException("not running");
    }
    return server.port();
  }
}
