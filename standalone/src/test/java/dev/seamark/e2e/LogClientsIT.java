package dev.seamark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.log.LogRecord;
import dev.seamark.core.span.TraceId;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Unmodified clients send log records; every field of every record is read back. */
class LogClientsIT {
  private static final int RECORDS = 2_000;
  private static final Duration VISIBLE = Duration.ofSeconds(30);

  @RegisterExtension static final RunningStackExtension extension = new RunningStackExtension();

  private final RunningStack stack = extension.stack();
  private final QueryApi api = new QueryApi(stack.url(), stack.key());

  @Test
  void javaSdk_protobuf() {
    List<LogRecord> sent =
        new JavaLogClient(stack.otlp(), stack.key()).send("e2e-java-logs", RECORDS);

    assertReadBack(sent, "e2e-java-logs");
    assertThat(api.countLogs("service=e2e-java-logs&q=disk+SDA+full")).isEqualTo(RECORDS / 9);
  }

  @Test
  void javaScriptSdk_protobuf() throws IOException, InterruptedException {
    List<LogRecord> sent =
        new JavaScriptClient(stack.otlp(), stack.key()).sendLogs("proto", RECORDS);

    assertReadBack(sent, "e2e-js-proto-logs");
  }

  @Test
  void javaScriptSdk_jsonThroughTheGateway() throws IOException, InterruptedException {
    List<LogRecord> sent = new JavaScriptClient(stack.url(), stack.key()).sendLogs("http", RECORDS);

    assertReadBack(sent, "e2e-js-http-logs");
  }

  private void assertReadBack(List<LogRecord> sent, String service) {
    assertThat(sent).hasSize(RECORDS);
    Await.until(
        VISIBLE,
        () -> api.countLogs("service=" + service) == RECORDS,
        () -> RECORDS + " records listed; there are " + api.countLogs("service=" + service));
    List<LogRecord> read = api.logs(service, 300);
    assertThat(read)
        .isSortedAccordingTo(Comparator.comparingLong(LogRecord::epochNanos).reversed())
        .containsExactlyInAnyOrderElementsOf(sent);
    TraceId traceId =
        sent.stream().map(LogRecord::traceId).filter(Objects::nonNull).findFirst().orElseThrow();
    assertThat(api.countLogs("service=" + service + "&trace_id=" + traceId))
        .isEqualTo((int) sent.stream().filter(each -> traceId.equals(each.traceId())).count());
    assertThat(api.countLogs("service=" + service + "&min_severity=error"))
        .isEqualTo((int) sent.stream().filter(each -> each.severityNumber() >= 17).count());
  }
}
