package dev.seamark.core.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void parse_everyType() {
    assertThat(Json.parse(" {\"a\\n\\u00e9\" : [1, -2.5e3, true, false, \"x\\\"\"], \"b\":{} } "))
        .contains(
            Map.of(
                "a\né",
                List.of(BigDecimal.ONE, new BigDecimal("-2.5e3"), true, false, "x\""),
                "b",
                Map.of()));
    assertThat(Json.parse("null")).contains(Json.NULL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1",
        "[1,]",
        "{\"a\"}",
        "{\"a\":1,}",
        "{a:1}",
        "\"x",
        "\"\\",
        "\"\\u12",
        "\"\\q\"",
        "tru",
        "1 2",
        "--1",
        "1e",
        "+",
        "[1]]",
        "'a'"
      })
  void parse_malformed_isEmpty(String text) {
    assertThat(Json.parse(text)).isEmpty();
  }

  @Test
  void parse_beyondTheBounds_isEmpty() {
    assertThat(Json.parse("[".repeat(100_000))).isEmpty();
    assertThat(Json.parse("[".repeat(65) + "1" + "]".repeat(65))).isEmpty();
    assertThat(Json.parse("1".repeat(65))).isEmpty();
    assertThat(Json.parse(" ".repeat(1 << 20) + "1")).isEmpty();
  }
}
