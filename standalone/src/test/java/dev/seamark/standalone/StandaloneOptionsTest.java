package dev.seamark.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandaloneOptionsTest {
  @Test
  void parse_nothing() {
    StandaloneOptions options = parse();
    assertThat(options.port()).isEqualTo(8080);
    assertThat(options.otlpPort()).isEqualTo(4318);
    assertThat(options.grpcPort()).isEqualTo(4317);
    assertThat(options.bind()).isEqualTo("127.0.0.1");
    assertThat(options.data()).isAbsolute().hasFileName(".seamark");
  }

  @Test
  void parse_everything() {
    StandaloneOptions options =
        parse(
            "--data",
            "/d",
            "--programs",
            "/p",
            "--bind",
            "0.0.0.0",
            "--port",
            "1",
            "--otlp-port",
            "2",
            "--grpc-port",
            "3",
            "--clickhouse-port",
            "4",
            "--redis-port",
            "5");
    assertThat(options)
        .isEqualTo(
            new StandaloneOptions(Path.of("/d"), Path.of("/p"), "0.0.0.0", 1, 2, 3, 4, 5, false));
  }

  @ParameterizedTest
  @CsvSource({
    "--port, 65536, 0..65535",
    "--port, -1, 0..65535",
    "--otlp-port, x, 0..65535",
    "--bind, example, an IP address",
    "--what, 1, --help"
  })
  void parse_wrongValue(String option, String value, String expectation) {
    assertThatThrownBy(() -> parse(option, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(option)
        .hasMessageContaining(expectation);
  }

  @Test
  void parse_valueMissing() {
    assertThatThrownBy(() -> parse("--data")).hasMessageContaining("--data: nothing");
  }

  private static StandaloneOptions parse(String... arguments) {
    return StandaloneOptions.parse(arguments, Map.of());
  }
}
