package dev.seamark.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Calls the service as a program outside would. */
public final class ApiClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  public ApiClient(int port) {
    base = "http://127.0.0.1:" + port;
  }

  /** An answer, its body read as JSON when it is asked for. */
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String text() {
      return response.body();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A GET with {@link MemoryStore#SECRET} as bearer. */
  public Answer get(String path) {
    return get(path, "Authorization", "Bearer " + MemoryStore.SECRET);
  }

  public Answer get(String path, String... headers) {
    return send(request(path, headers).build());
  }

  public Answer send(HttpRequest request) {
    try {
      return new Answer(http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public CompletableFuture<HttpResponse<String>> getLater(String path, String... headers) {
    return http.sendAsync(request(path, headers).build(), BodyHandlers.ofString());
  }

  public HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    return headers.length == 0 ? request : request.headers(headers);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
