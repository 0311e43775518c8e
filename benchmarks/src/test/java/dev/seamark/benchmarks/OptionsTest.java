package dev.seamark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void number_withSuffix() {
    Options options = Options.parse(List.of("--spans", "5M", "--batch", "100k", "--repeat", "3"));

    assertThat(options.number("spans", 1)).isEqualTo(5_000_000);
    assertThat(options.number("batch", 1)).isEqualTo(100_000);
    assertThat(options.number("repeat", 1)).isEqualTo(3);
    assertThat(options.number("other", 7)).isEqualTo(7);
  }

  @Test
  void number_notANumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(List.of("--spans", "many")).number("spans", 1))
        .withMessage("--spans: 'many' (expected: a number)");
  }

  @Test
  void switch_beforeAnotherOption() {
    Options options = Options.parse(List.of("--keep", "--spans", "1"));

    assertThat(options.isSet("keep")).isTrue();
    assertThat(options.isSet("other")).isFalse();
  }

  @Test
  void unknownOption() {
    Options options = Options.parse(List.of("--span", "1"));
    options.number("spans", 1);

    assertThatIllegalArgumentException()
        .isThrownBy(options::requireAllKnown)
        .withMessageContaining("--span: unknown option");
  }
}
