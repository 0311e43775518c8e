package dev.seamark.standalone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRoutes;

class GatewayTest {
  private static final Sinks.Many<String> EVENTS = Sinks.many().unicast().onBackpressureBuffer();
  private static final Map<String, String> SEEN = new ConcurrentHashMap<>();

  private static DisposableServer ingest;
  private static DisposableServer query;
  private static Gateway gateway;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void open() {
    ingest =
        HttpServer.create()
            .host("127.0.0.1")
            .route(routes ->
                routes.post(
                    "/v1/traces",
                    (request, response) ->
                        response
                            .header("X-Length", request.requestHeaders().get("Content-Length", "-"))
                            .header(
                                "X-Chunked", request.requestHeaders().get("Transfer-Encoding", "-"))
                            .send(request.receive().retain())))
            .bindNow();
    query = HttpServer.create().host("127.0.0.1").route(GatewayTest::queryRoutes).bindNow();
    gateway = Gateway.open("127.0.0.1", 0, address(ingest), address(query));
  }

  private static void queryRoutes(HttpServerRoutes routes) {
    routes
        .get(
            "/echo/**",
            (request, response) -> {
              request.requestHeaders().forEach(field -> SEEN.put(field.getKey(), field.getValue()));
              return response
                  .header("Connection", "X-Secret")
                  .header("X-Secret", "1")
                  .header("X-Open", "1")
                  .addHeader("X-Twice", "a")
                  .addHeader("X-Twice", "b")
                  .sendString(Mono.just(request.uri()));
            })
        .head("/head", (request, response) -> response.header("Content-Length", "42").send())
        .get("/events", (request, response) -> response.sse().sendString(EVENTS.asFlux()))
        .get("/nothing", (request, response) -> response.status(304).send())
        .delete("/thing", (request, response) -> response.status(204).send())
        .post("/early", (request, response) -> response.status(413).sendString(Mono.just("no")))
        .get("/dies", (request, response) -> response.withConnection(Connection::dispose))
        .get(
            "/half",
            (request, response) ->
                response
                    .header("Content-Length", "1000")
                    .sendString(
                        Flux.concat(Mono.just("some"), Mono.error(new IOException("disk")))));
  }

  @AfterAll
  static void close() {
    gateway.close();
    ingest.disposeNow();
    query.disposeNow();
  }

  @Test
  void get_pathAndQueryAsSent() throws Exception {
    HttpResponse<String> response = send(get("/echo/a%2Fb//c?q=%20x&y=1;2&z"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("/echo/a%2Fb//c?q=%20x&y=1;2&z");
  }

  @Test
  void headers_ofOneHopStayBehind() throws Exception {
    HttpResponse<String> response =
        send(get("/echo/h").header("X-Mine", "m").header("Proxy-Authorization", "p"));
    assertThat(response.headers().map()).doesNotContainKey("X-Secret").containsKey("X-Open");
    assertThat(response.headers().allValues("X-Twice")).containsExactly("a", "b");
    assertThat(SEEN)
        .containsEntry("X-Mine", "m")
        .containsEntry("X-Forwarded-For", "127.0.0.1")
        .containsEntry("X-Forwarded-Host", "127.0.0.1:" + gateway.port())
        .doesNotContainKeys("Proxy-Authorization", "Upgrade");
  }

  @Test
  void post_lengthIsKept() throws Exception {
    byte[] body = new byte[300_000];
    HttpResponse<byte[]> response =
        CLIENT.send(
            request("/v1/traces").POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.body()).isEqualTo(body);
    assertThat(response.headers().firstValue("X-Length")).hasValue("300000");
    assertThat(response.headers().firstValue("X-Chunked")).hasValue("-");
  }

  @Test
  void post_chunkedIsStreamed() throws Exception {
    byte[] body = new byte[20_000_000];
    HttpResponse<byte[]> response =
        CLIENT.send(
            request("/v1/traces")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.body()).hasSize(body.length);
    assertThat(response.headers().firstValue("X-Length")).hasValue("-");
  }

  @Test
  void post_withoutBody() throws Exception {
    HttpResponse<String> response =
        send(request("/v1/traces").POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("X-Length")).hasValue("0");
  }

  @Test
  void post_expectContinue() throws Exception {
    HttpResponse<String> response =
        send(
            request("/v1/traces")
                .expectContinue(true)
                .POST(HttpRequest.BodyPublishers.ofString("hello")));
    assertThat(response.body()).isEqualTo("hello");
  }

  @Test
  void post_refusedBeforeItsEnd() throws Exception {
    HttpResponse<String> response =
        send(request("/early").POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1000])));
    assertThat(response.statusCode()).isEqualTo(413);
  }

  @Test
  void answers_withoutBody() throws Exception {
    assertThat(send(get("/nothing")).statusCode()).isEqualTo(304);
    assertThat(send(request("/thing").DELETE()).statusCode()).isEqualTo(204);
    HttpResponse<String> head =
        send(request("/head").method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.headers().firstValue("Content-Length")).hasValue("42");
  }

  @Test
  void events_arriveOneByOne() throws Exception {
    HttpResponse<InputStream> response =
        CLIENT.send(get("/events").build(), HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String event : new String[] {"one", "two"}) {
        EVENTS.tryEmitNext("data: " + event + "\n\n").orThrow();
        assertThat(lines.readLine()).isEqualTo("data: " + event);
        assertThat(lines.readLine()).isEmpty();
      }
    }
  }

  @Test
  void service_breaksOff() throws Exception {
    HttpResponse<String> response = send(get("/dies"));
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @Test
  void service_breaksOffWithinTheBody() {
    assertThatThrownBy(() -> send(get("/half"))).isInstanceOf(IOException.class);
  }

  @Test
  void service_isAway() throws Exception {
    DisposableServer gone = HttpServer.create().host("127.0.0.1").bindNow();
    URI nowhere = address(gone);
    gone.disposeNow();
    try (Gateway lonely = Gateway.open("127.0.0.1", 0, nowhere, nowhere)) {
      String base = "http://127.0.0.1:" + lonely.port();
      HttpResponse<String> read = send(HttpRequest.newBuilder(URI.create(base + "/api/v1/traces")));
      assertThat(read.statusCode()).isEqualTo(503);
      assertThat(read.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(read.body()).contains("query-api is not there");
      HttpResponse<String> written =
          send(
              HttpRequest.newBuilder(URI.create(base + "/v1/traces"))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{}")));
      assertThat(written.statusCode()).isEqualTo(503);
      assertThat(written.body()).startsWith("{\"code\":14");
    }
  }

  @Test
  void target_isNoPath() throws IOException {
    assertThat(raw("GET @127.0.0.1:1/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void open_portTaken() {
    assertThatThrownBy(
            () -> Gateway.open("127.0.0.1", gateway.port(), address(ingest), address(query)))
        .isInstanceOf(RuntimeException.class);
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + target))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(Duration.ofSeconds(20));
  }

  private static HttpRequest.Builder get(String target) {
    return request(target).GET();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI address(DisposableServer server) {
    return URI.create("http://127.0.0.1:" + server.port());
  }
}
