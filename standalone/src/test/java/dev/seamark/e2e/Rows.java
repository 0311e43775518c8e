package dev.seamark.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Statements sent to the engine behind the services' back, as the database's owner. */
final class Rows {
  private final URI clickhouse;
  private final String authorization;

  private Rows(URI clickhouse, String authorization) {
    this.clickhouse = clickhouse;
    this.authorization = authorization;
  }

  static Rows of(RunningStack stack) throws IOException {
    String login = "seamark:" + stack.clickhousePassword();
    return new Rows(
        stack.clickhouse(),
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  /** The answer as text: one line a row, tabs between its columns. */
  String query(String sql) {
    HttpResponse<String> answer =
        Http.send(
            HttpRequest.newBuilder(URI.create(clickhouse + "/?database=seamark"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(sql + ": " + answer.body());
    }
    return answer.body().strip();
  }

  long number(String sql) {
    return Long.parseLong(query(sql));
  }
}
