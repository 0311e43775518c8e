package dev.seamark.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {

  @Test
  void parse_nothing() {
    DemoOptions options = parse();

    assertThat(options.endpoint()).isEqualTo(URI.create("http://localhost:4318"));
    assertThat(options.duration()).isEqualTo(Duration.ofSeconds(60));
    assertThat(options.rate()).isEqualTo(10);
    assertThat(options.key()).isEmpty();
    assertThat(options.help()).isFalse();
  }

  @Test
  void parse_everyOption() {
    DemoOptions options =
        parse(
            "--endpoint",
            "https://in.example:4318/",
            "--query",
            "https://q.example",
            "--key",
            "sk-sm-x",
            "--duration",
            "2m",
            "--traces",
            "7",
            "--rate",
            "1000");

    assertThat(options)
        .isEqualTo(
            new DemoOptions(
                URI.create("https://in.example:4318"),
                URI.create("https://q.example"),
                "sk-sm-x",
                Duration.ofMinutes(2),
                7,
                1000,
                false));
  }

  @Test
  void parse_keyOfTheEnvironment() {
    Map<String, String> environment = Map.of("SEAMARK_KEY", "sk-sm-env");

    assertThat(DemoOptions.parse(new String[0], environment).key()).isEqualTo("sk-sm-env");
    assertThat(DemoOptions.parse(new String[] {"--key", "sk-sm-own"}, environment).key())
        .isEqualTo("sk-sm-own");
  }

  @ParameterizedTest
  @CsvSource({
    "--rate, 0, 1..1000",
    "--rate, 1001, 1..1000",
    "--rate, fast, 1..1000",
    "--traces, -1, 1..1000000000",
    "--duration, 60, 'such as 90s'",
    "--duration, 0s, 'such as 90s'",
    "--duration, 25h, 'such as 90s'",
    "--endpoint, localhost:4318, 'an http or https URL'",
    "--endpoint, 'http://a b', 'an http or https URL'",
    "--speed, 1, '--help'",
  })
  void parse_wrongValue(String option, String value, String expectation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(option, value))
        .withMessageContaining(option)
        .withMessageContaining(expectation);
  }

  @Test
  void parse_missingValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("--rate"))
        .withMessage("--rate: nothing (expected: a value)");
  }

  @Test
  void toString_leavesTheKeyOut() {
    assertThat(parse("--key", "sk-sm-secret").toString()).doesNotContain("secret");
  }

  private static DemoOptions parse(String... arguments) {
    return DemoOptions.parse(arguments, Map.of());
  }
}
