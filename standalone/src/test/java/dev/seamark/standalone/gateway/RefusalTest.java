package dev.seamark.standalone.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RefusalTest {
  @Test
  void of_otlpIsAlwaysWorthTryingAgain() {
    for (Exception failure :
        new Exception[] {
          new ConnectException(), new IOException(), ReadTimeoutException.INSTANCE
        }) {
      Refusal refusal = Refusal.of(failure, Route.OTLP, "application/json; charset=utf-8");
      assertThat(refusal.status()).isEqualTo(503);
      assertThat(refusal.retryAfterSeconds()).isPositive();
      assertThat(refusal.contentType()).isEqualTo("application/json");
      assertThat(text(refusal)).startsWith("{\"code\":14,\"message\":\"ingest-api ");
    }
  }

  @Test
  void of_otlpProtobuf() {
    Refusal refusal = Refusal.of(new ConnectException(), Route.OTLP, "application/x-protobuf");
    String message = "ingest-api is not there at the moment";
    assertThat(refusal.contentType()).isEqualTo("application/x-protobuf");
    assertThat(text(refusal)).isEqualTo("\b\u000e\u0012" + (char) message.length() + message);
  }

  @Test
  void of_queryTellsFailuresApart() {
    assertThat(Refusal.of(new ConnectException(), Route.QUERY, null).status()).isEqualTo(503);
    assertThat(Refusal.of(new IOException(), Route.QUERY, null).status()).isEqualTo(502);
    Refusal late = Refusal.of(ReadTimeoutException.INSTANCE, Route.QUERY, null);
    assertThat(late.status()).isEqualTo(504);
    assertThat(late.contentType()).isEqualTo("application/problem+json");
    assertThat(text(late)).contains("\"status\":504").contains("query-api did not answer in time");
  }

  private static String text(Refusal refusal) {
    return StandardCharsets.UTF_8.decode(refusal.body()).toString();
  }
}
