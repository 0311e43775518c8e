package dev.seamark.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoTest {
  private final Queue<String> keys = new ConcurrentLinkedQueue<>();
  private final AtomicInteger status = new AtomicInteger(200);
  private final AtomicInteger statusOfSpans = new AtomicInteger(200);
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private HttpServer receiver;

  @BeforeEach
  void startReceiver() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            int size = exchange.getRequestBody().readAllBytes().length;
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(size == 0 ? status.get() : statusOfSpans.get(), -1);
          }
        });
    receiver.start();
  }

  @AfterEach
  void stopReceiver() {
    receiver.stop(0);
  }

  @Test
  void run_everythingAcknowledged() throws InterruptedException {
    int exit = run(endpoint(), "--traces", "40", "--rate", "1000");

    assertThat(exit).as(text()).isZero();
    assertThat(text())
        .contains("of 40 stories")
        .contains(" 0 failed, 0 dropped")
        .containsPattern("curl .*/api/v1/traces/[0-9a-f]{32}'");
    assertThat(keys).hasSizeGreaterThan(1).containsOnly("Bearer sk-sm-test");
  }

  @Test
  void run_spansRefused() throws InterruptedException {
    statusOfSpans.set(400);

    int exit = run(endpoint(), "--traces", "3", "--rate", "1000");

    assertThat(exit).isEqualTo(1);
    assertThat(text()).contains(" 0 acknowledged").contains("Last failure:").doesNotContain("curl");
  }

  @Test
  void run_wrongKey() throws InterruptedException {
    status.set(401);

    assertThat(run(endpoint(), "--traces", "3")).isEqualTo(1);
    assertThat(text()).contains("does not know this key (401)").doesNotContain("sk-sm-test");
  }

  @Test
  void run_keyWithoutScope() throws InterruptedException {
    status.set(403);

    assertThat(run(endpoint())).isEqualTo(1);
    assertThat(text()).contains("its scopes lack INGEST");
  }

  @Test
  void run_nobodyListens() throws InterruptedException {
    String endpoint = endpoint();
    receiver.stop(0);

    assertThat(run(endpoint)).isEqualTo(1);
    assertThat(text()).contains("Is Seamark up?");
  }

  private int run(String endpoint, String... arguments) throws InterruptedException {
    String[] all = new String[arguments.length + 4];
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    System.arraycopy(new String[] {"--endpoint", endpoint, "--key", "sk-sm-test"}, 0, all, 0, 4);
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Demo(DemoOptions.parse(all, Map.of()), out, false).run();
  }

  private String endpoint() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort();
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
