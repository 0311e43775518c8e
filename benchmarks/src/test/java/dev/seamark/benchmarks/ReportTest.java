package dev.seamark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void print_alignsColumns() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    new Report("Title", "name", "value")
        .row("a", 1.234)
        .row("longer", 123.456)
        .print(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """

            Title

            | name   | value |
            |--------|-------|
            | a      | 1.23  |
            | longer | 123.5 |
            """);
  }

  @Test
  void percentiles_ofKnownValues() {
    Latencies latencies = new Latencies();
    for (int i = 1; i <= 1_000; i++) {
      latencies.add(i * 1_000_000L);
    }

    assertThat(latencies.millis(0.5)).isEqualTo(500);
    assertThat(latencies.millis(0.99)).isEqualTo(990);
    assertThat(new Latencies().millis(0.5)).isNaN();
  }
}
