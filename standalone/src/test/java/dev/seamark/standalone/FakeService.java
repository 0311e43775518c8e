package dev.seamark.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Stands for a service: ready at once, tells its role and its settings. */
final class FakeService {
  private FakeService() {}

  static final class Ingest {
    private Ingest() {}

    public static void main(String[] arguments) throws IOException {
      serve("ingest", Integer.parseInt(setting("SEAMARK_INGEST_PORT")));
    }
  }

  static final class Query {
    private Query() {}

    public static void main(String[] arguments) throws IOException {
      serve("query", Integer.parseInt(setting("SEAMARK_QUERY_PORT")));
    }
  }

  /** Ends at once, as a service with a wrong setting does. */
  static final class Broken {
    private Broken() {}

    public static void main(String[] arguments) {
      System.out.println("retention-days: -1 (expected: 1..3650)");
      System.exit(7);
    }
  }

  private static void serve(String role, int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/health/ready", exchange -> answer(exchange, "ready"));
    server.createContext("/die", exchange -> Runtime.getRuntime().halt(9));
    server.createContext("/", exchange -> answer(exchange, role + "\n" + settings()));
    server.start();
  }

  private static String settings() {
    return System.getenv().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("SEAMARK_"))
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static String setting(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
