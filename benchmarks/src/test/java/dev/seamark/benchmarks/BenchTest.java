package dev.seamark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void help_listsBenchmarks() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("seamark bench NAME", "schema");
  }

  @Test
  void help_ofOne_listsItsOptions() {
    assertThat(run("schema", "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("--spans N");
  }

  @Test
  void unknownName() {
    assertThat(run("nothing")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("'nothing'");
  }

  @Test
  void unknownOption_startsNothing() {
    assertThat(run("schema", "--spams", "1")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--spams");
  }

  private int run(String... arguments) {
    return Bench.run(
        List.of(arguments),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
